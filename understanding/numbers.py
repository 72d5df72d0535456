"""Digits that people say or type as words, in the tongues of the villages."""

_SAID = {
    "0": "nol kosong enol zero",
    "1": "satu siji hiji setunggal settong sada seddi ciek besik",
    "2": "dua loro kalih duwa duo rua dadua kaleh dua' due",
    "3": "tiga telu tilu tello tigo tellu tallu telung",
    "4": "empat papat opat sekawan ampek eppa eppa' appa patang ampat pat",
    "5": "lima limo lema gangsal lema' limang",
    "6": "enam nem genep ennem onem enem anam nam",
    "7": "tujuh pitu tujuah petto pettu",
    "8": "delapan wolu dalapan ballu ballu' lapan dlapan wolung dalapan",
    "9": "sembilan sanga songo salapan sango sambilan sanga' assera semilan",
}
SAID = {word: digit for digit, words in _SAID.items() for word in words.split()}
"""word → digit."""
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
