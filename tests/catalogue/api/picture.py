"""The columns of an entry that has a picture; there are no files behind them."""

TOKEN = "0123456789abcdef" * 2
PICTURE = {
    "image": f"entries/{TOKEN}-640.jpg",
    "image_width": 640,
    "image_height": 480,
    "image_alt_en": "A march.",
    "image_alt_es": "Una marcha.",
    "image_credit": "Ana Ruiz",
    "image_licence": "CC BY 4.0",
}
