// The screen of a session's room: full screen on request, and a word when the line is lost.
const full = document.getElementById("full");
const lost = document.getElementById("lost");

if (document.documentElement.requestFullscreen) {
  full.hidden = false;
  full.addEventListener("click", () => {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      document.documentElement.requestFullscreen();
    }
  });
}

document.body.addEventListener("htmx:afterRequest", (event) => {
  lost.hidden = Boolean(event.detail.successful);
});
