"""Pictures of what customers saw, drawn here: an error page in a browser, messages that do not go out."""

import io

from PIL import Image, ImageDraw, ImageFont

Paint = tuple[int, int, int]

PAPER: Paint = (255, 255, 255)
INK: Paint = (32, 33, 36)
GREY: Paint = (95, 99, 104)
LINE: Paint = (218, 220, 224)
FAINT: Paint = (241, 243, 244)
BLUE: Paint = (26, 115, 232)
RED: Paint = (217, 48, 37)
YELLOW: Paint = (254, 229, 0)
SKY: Paint = (178, 199, 217)
SLATE: Paint = (143, 165, 184)
"""Red, green and blue of what browsers and phones show."""


def no_site() -> bytes:
    """A browser that does not find the site: 1280 × 800, PNG."""
    image = Image.new("RGB", (1280, 800), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1280, 92), fill=FAINT)
    draw.rounded_rectangle((24, 10, 300, 60), 12, fill=PAPER)
    draw.text((48, 26), "Site not found", font=font(17), fill=INK)
    draw.rectangle((0, 44, 1280, 92), fill=PAPER)
    for x, sign in ((30, "<"), (74, ">")):
        draw.text((x, 54), sign, font=font(22), fill=GREY)
    draw.rounded_rectangle((120, 50, 1240, 86), 18, fill=FAINT)
    draw.text((146, 58), "https://www.social.example", font=font(17), fill=INK)
    draw.line((0, 92, 1280, 92), fill=LINE)
    draw.rounded_rectangle((340, 220, 396, 292), 6, outline=GREY, width=4)
    draw.line((354, 262, 382, 262), fill=GREY, width=4)
    draw.ellipse((356, 240, 362, 246), fill=GREY)
    draw.ellipse((374, 240, 380, 246), fill=GREY)
    draw.text((340, 326), "This site can't be reached", font=font(36), fill=INK)
    draw.text((340, 390), "The server www.social.example could not be found.", font=font(20), fill=GREY)
    draw.text((340, 440), "Try:", font=font(20), fill=GREY)
    draw.text((364, 476), "-  Checking the connection", font=font(20), fill=GREY)
    draw.text((364, 508), "-  Checking the proxy, the firewall and the DNS settings", font=font(20), fill=GREY)
    draw.text((340, 568), "DNS_PROBE_FINISHED_NXDOMAIN", font=font(16), fill=GREY)
    draw.rounded_rectangle((340, 612, 450, 652), 6, fill=BLUE)
    draw.text((364, 621), "Reload", font=font(19), fill=PAPER)
    return png(image)


def no_feed() -> bytes:
    """An app that waits for a feed which never comes: 720 × 1280, PNG."""
    image = Image.new("RGB", (720, 1280), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((40, 34), "9:41", font=font(26), fill=INK)
    draw.line((0, 150, 720, 150), fill=LINE, width=2)
    draw.text((40, 92), "Home", font=font(38), fill=INK)
    for top in (190, 540, 890):
        draw.ellipse((40, top, 120, top + 80), fill=FAINT)
        draw.rounded_rectangle((144, top + 10, 420, top + 34), 12, fill=FAINT)
        draw.rounded_rectangle((144, top + 48, 320, top + 68), 10, fill=FAINT)
        draw.rounded_rectangle((40, top + 110, 680, top + 300), 16, fill=FAINT)
    draw.rounded_rectangle((40, 1150, 680, 1236), 16, fill=INK)
    draw.text((72, 1176), "Couldn't refresh feed", font=font(30), fill=PAPER)
    return png(image)


def not_sent() -> bytes:
    """Messages that do not go out, without a word, so that it fits any language: 720 × 1280, PNG."""
    image = Image.new("RGB", (720, 1280), SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 720, 120), fill=SKY)
    draw.line((54, 62, 34, 82, 54, 102), fill=INK, width=5)
    draw.rounded_rectangle((110, 68, 330, 98), 15, fill=SLATE)
    draw.ellipse((34, 190, 110, 266), fill=SLATE)
    bubble(draw, (130, 190, 470, 270), PAPER)
    for top, width in ((350, 300), (460, 420), (570, 250), (680, 380)):
        bubble(draw, (680 - width, top, 680, top + 80), YELLOW)
        failed(draw, 680 - width - 50, top + 40)
    for angle in range(0, 360, 45):
        draw.arc((330, 860, 390, 920), angle, angle + 20, fill=INK, width=8)
    draw.rectangle((0, 1160, 720, 1280), fill=PAPER)
    draw.rounded_rectangle((90, 1188, 600, 1252), 32, fill=FAINT)
    return png(image)


def bubble(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], fill: Paint) -> None:
    """A message whose words are bars."""
    draw.rounded_rectangle(box, 22, fill=fill)
    left, top, right, bottom = box
    middle = (top + bottom) // 2
    draw.rounded_rectangle((left + 26, middle - 8, right - 26, middle + 8), 8, fill=GREY)


def failed(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The sign beside a message that was not sent."""
    draw.ellipse((x - 24, y - 24, x + 24, y + 24), fill=RED)
    draw.line((x, y - 12, x, y + 4), fill=PAPER, width=6)
    draw.ellipse((x - 3, y + 10, x + 3, y + 16), fill=PAPER)


def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that comes with Pillow."""
    return ImageFont.load_default(size)


def png(image: Image.Image) -> bytes:
    """The picture as PNG bytes."""
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()
