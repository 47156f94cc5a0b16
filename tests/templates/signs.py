"""Signs that several code points make up, and texts with them between words of many scripts."""

from __future__ import annotations

from hypothesis import strategies as st

SIGNS = (
    "⚠️", "❤️", "🏷️", "▶️", "☑️", "1️⃣", "#️⃣",  # a narrow sign made wide by U+FE0F
    "👨‍👩‍👧‍👦", "👩🏽‍💻", "🏳️‍🌈", "❤️‍🔥", "👍🏽",  # joined, and with a skin
    "🇩🇪", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",  # flags
    "น้ำ", "กำ", "ที่", "e\u0301", "q\u0323\u0307", "का",  # letters with what belongs to them
)  # fmt: skip
"""Each is what its reader sees as one sign."""

_WORDS = (
    "The", "server", "was", "down", "keptword", "x" * 30, "foo.bar", "(so", "far)", "well,", "–", "…",
    "สวัสดีครับ", "น้ำท่วม", "ทุกคน", "我们", "审批规则，", "（甲方）", "“说”", "一、", "、", "。", "한국어", "か\u3099",
    "नमस्ते", "🙂", "✓", "\u00a0", "\u200d", "\ufe0f", "\u200b", "\u3000",
)  # fmt: skip

texts = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from(_WORDS), st.sampled_from((" ", " ", "  "))), max_size=24
).map("".join)
"""Lines as people write them, and as they never would."""
