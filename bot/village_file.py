"""A village told by a TOML file: `rembuk village add`."""

import re
import tomllib
from pathlib import Path
from typing import Any

from bot.refused import Refused
from village.place import CLOCKS, Dusun, tidy_code, usual_zone


def told(file: Path) -> tuple[str, str, str, list[Dusun]]:
    """(code, name, zone, dusun) as a TOML file tells them; raises Refused or the village's Refusal."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
        place = data["village"]
        code, name = tidy_code(str(place["code"])), str(place["name"]).strip()
        zone = str(place["zone"]) if "zone" in place else usual_zone(code)
        dusun = [Dusun(0, str(d["name"]).strip(), _numbers(d, "rt"), _numbers(d, "rw")) for d in data["dusun"]]
    except OSError as error:
        raise Refused(f"Berkas {file} tidak terbaca ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"Berkas {file} bukan TOML yang benar ({error}).") from None
    except (KeyError, TypeError, ValueError) as error:
        needed = "perlu [village] code, name dan [[dusun]] name, rw, rt"
        raise Refused(f"Berkas {file} belum lengkap ({error}); {needed}.") from None
    if zone not in CLOCKS:
        raise Refused(f"Zona {zone} tidak dikenal; pilih salah satu: {', '.join(CLOCKS)}.")
    if not name or not dusun or not all(d.name for d in dusun):
        raise Refused(f"Berkas {file}: isi nama desa dan nama tiap dusun, paling sedikit satu dusun.")
    for d in dusun:
        if [other.name for other in dusun].count(d.name) > 1:
            raise Refused(f"Berkas {file}: dusun {d.name} tertulis dua kali; hapus salah satu.")
        for kind, numbers in (("rt", d.rts), ("rw", d.rws)):
            if len(set(numbers)) < len(numbers) or not all(re.fullmatch(r"(?!00)\d\d", n) for n in numbers):
                raise Refused(f"Berkas {file}: {kind.upper()} dusun {d.name} belum benar; contoh {kind} = [1, 2, 3].")
    return code, name, zone, dusun


def _numbers(dusun: dict[str, Any], kind: str) -> tuple[str, ...]:
    return tuple(f"{int(number):02}" for number in list(dusun.get(kind, [])))
