"""The API's description by OpenAPI 3.1, for people and generators of clients."""

from typing import Any

from surveys.invitations.issuing import GOOD_FOR

ADDRESS = "/api/tautan/"
REFUSALS = {
    "400": "Isi permintaan tidak terbaca.",
    "401": "Kunci tidak ada, salah, atau sudah dicabut.",
    "403": "Kunci ini tidak berlaku untuk unit tersebut.",
    "404": "Unit itu tidak membuka layanan tersebut.",
    "409": "Idempotency-Key sudah dipakai untuk unit atau layanan lain, atau unit sudah ditutup.",
    "429": "Terlalu banyak permintaan dalam satu menit; ulangi setelah Retry-After detik.",
}


def description(server: str) -> dict[str, Any]:
    """The whole description; `server` is the site's address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tautan survei setelah pelayanan",
            "version": "1",
            "description": "Sistem lain meminta satu tautan sekali pakai untuk setiap kunjungan yang selesai.",
        },
        "servers": [{"url": server}],
        "paths": {ADDRESS: {"post": _post()}},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Request": _REQUEST, "Link": _LINK, "Refusal": _REFUSAL},
        },
        "security": [{"key": []}],
    }


def _post() -> dict[str, Any]:
    return {
        "operationId": "mintaTautan",
        "summary": "Minta satu tautan sekali pakai",
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "schema": {"type": "string", "maxLength": 200},
                "description": "Nomor kunjungan di sistem Anda: permintaan yang diulang mendapat tautan yang sama. "
                "Nomor ini tidak disimpan.",
            }
        ],
        "requestBody": {"required": True, "content": _json("Request")},
        "responses": {
            "201": {"description": "Tautan baru.", "content": _json("Link")},
            "200": {"description": "Tautan yang sama dengan permintaan sebelumnya.", "content": _json("Link")},
            **{status: {"description": text, "content": _json("Refusal")} for status, text in REFUSALS.items()},
        },
    }


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


_REQUEST = {
    "type": "object",
    "required": ["unit"],
    "additionalProperties": False,
    "properties": {
        "unit": {"type": "string", "description": "Kode unit kerja.", "examples": ["153"]},
        "service": {"type": "string", "description": "Kode jenis layanan; boleh kosong.", "examples": ["ktp"]},
    },
}
_LINK = {
    "type": "object",
    "required": ["address", "expires_at"],
    "properties": {
        "address": {"type": "string", "format": "uri"},
        "expires_at": {
            "type": "string",
            "format": "date-time",
            "description": f"{GOOD_FOR.days} hari sejak dibuat.",
        },
    },
}
_REFUSAL = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}
