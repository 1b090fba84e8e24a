"""The articles of the demonstration, from data/: a head of "name: value" lines, the Chinese text, the English text."""

from dataclasses import dataclass, field
from html import escape
from pathlib import Path

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Drawn:
    """A picture that goes with an article; `shows`: the article's person can be recognised on it."""

    place: int
    motif: str
    caption: str
    caption_en: str
    credit: str
    shows: bool


@dataclass
class Story:
    """`role` is how its person is in it, "" for nobody. Texts have {name} where the person is named."""

    key: str
    head: dict[str, str]
    body: str
    body_en: str
    pictures: list[Drawn] = field(default_factory=list)

    @property
    def role(self) -> str:
        return self.head.get("person", "")

    def fields(self, name: str, name_en: str) -> dict[str, str]:
        """The fields of an article about somebody of this name."""
        chinese = {each: self.head.get(each, "").replace("{name}", name) for each in ("title", "lead", "authors")}
        english = {
            f"{each}_en": self.head.get(f"{each}_en", "").replace("{name}", name_en)
            for each in ("title", "lead", "authors")
        }
        texts = {"body": self.body.replace("{name}", name), "body_en": self.body_en.replace("{name}", name_en)}
        return chinese | english | texts


def stories() -> dict[str, Story]:
    return {path.stem: story(path.stem, path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.txt"))}


def story(key: str, text: str) -> Story:
    top, _, rest = text.partition("\n---\n")
    chinese, _, english = rest.partition("\n---en\n")
    lines = [line.partition(": ") for line in top.splitlines()]
    head = {name: value for name, _colon, value in lines if name != "picture"}
    pictures = [_picture(value) for name, _colon, value in lines if name == "picture"]
    return Story(key, head, html(chinese), html(english), pictures)


def _picture(value: str) -> Drawn:
    """place | motif | caption | [caption in English] | credit [| shows]"""
    parts = [part.strip() for part in value.split("|")]
    shows = parts[-1] == "shows"
    place, motif, caption, *rest = parts[:-1] if shows else parts
    return Drawn(int(place), motif, caption, rest[0] if len(rest) > 1 else "", rest[-1], shows)


def html(text: str) -> str:
    """Paragraphs, "## " headings, "> " quotations, "- " lists."""
    written: list[str] = []
    items: list[str] = []
    for line in [*(each.strip() for each in text.splitlines()), ""]:
        if items and not line.startswith("- "):
            written.append("<ul>" + "".join(f"<li><p>{item}</p></li>" for item in items) + "</ul>")
            items = []
        said = escape(line.lstrip("#>- "), quote=False)
        if line.startswith("## "):
            written.append(f"<h2>{said}</h2>")
        elif line.startswith("> "):
            written.append(f"<blockquote><p>{said}</p></blockquote>")
        elif line.startswith("- "):
            items.append(said)
        elif said:
            written.append(f"<p>{said}</p>")
    return "".join(written)
