"""The command line as a facilitator in China types it: options, languages, days and readers by their Chinese words."""

from __future__ import annotations

from pathlib import Path

import pytest

from templates import words
from tests.tui.command_line.running import phasebook


@pytest.fixture
def port(database: Path) -> str:
    """A retrospective in Chinese with two people."""
    people = ("--person", "王敏：甲方", "--person", "李磊：乙方", "--client", "海港集团")
    made = phasebook("--db", str(database), "--lang", "zh-CN", "new", "--title", "港口系统", *people)
    assert made.code == 0, made.err
    return "港口系统"


def chinese(database: Path, *arguments: str) -> str:
    """What a command prints in a Chinese run, which goes well."""
    done = phasebook("--db", str(database), "--lang", "zh", *arguments)
    assert done.code == 0, done.err
    return done.out + done.err


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *((tag, "zh") for tag in ("zh", "zh-CN", "zh_CN", "zh_CN.UTF-8", "zh-Hans", "ZH", "中文", "简体中文")),
        *((tag, "en") for tag in ("en", "en-US", "en_GB.UTF-8", "English", "英文")),
        *((tag, None) for tag in ("", "xx", "zhu", "C", "日本語")),
    ],
)
def test_a_language_is_known_by_tag_and_by_name(tag: str, language: str | None) -> None:
    assert words.understood(tag) == language


@pytest.mark.parametrize("tag", ["zh-CN", "zh_CN", "zh-Hans", "简体中文"])
def test_the_run_speaks_the_language_that_was_meant(database: Path, tag: str) -> None:
    assert "用法：phasebook" in phasebook("--lang", tag, "--help").out
    assert "请看 `phasebook new --help`" in phasebook(f"--lang={tag}", "new", "--nope").err


def test_options_are_understood_by_their_words(database: Path, port: str) -> None:
    id = chinese(
        database, "action", port, "-m", "跟一次夜班", "--owner", "王敏", "--control", "双方都定不了", "--due", "12/5"
    )
    assert "-12-05" in id, "what was read is said back"
    id = id.splitlines()[0]
    chinese(database, "action", port, "--edit", id, "--status", "已完成", "--why", "去过了")
    for status, shown in (
        ("已完成", "☑ 已完成"),
        ("已确认", "✓ 已确认"),
        ("已放弃", "✗ 已放弃"),
        ("未完成", "☐ 未完成"),
    ):
        chinese(database, "action", port, "--edit", id, "--status", status)
        assert shown in chinese(database, "actions")
    refused = phasebook("--db", str(database), "--lang", "zh", "action", port, "--edit", id, "--status", "好")
    assert refused.code == 2
    assert "未完成、已完成、已确认、已放弃" in refused.err


def test_readers_are_understood_by_their_words_and_a_table_has_a_chinese_head(database: Path, port: str) -> None:
    for who in ("本方", "主持人"):
        chinese(database, "answer", port, "conflict-unsaid", "--by", "王敏", "--private", who, "-m", f"给{who}")
    history = chinese(database, "history", port)
    assert "不公开：本方" in history
    assert "facilitator" not in history
    assert "给本方" not in chinese(database, "render", port, "--audience", "双方")
    assert "现状" in chinese(database, "render", port, "--audience", "高层")
    table = chinese(database, "render", port, "--audience", "海港集团", "--format", "csv")
    assert table.lstrip("\ufeff").startswith('"编号","阶段","问题编号","问题","类型","一方","填写人","回答"')
    assert '"便签","甲方","王敏","给本方"' in table


def test_what_the_system_says_is_chinese_too(database: Path, port: str, tmp_path: Path) -> None:
    to = str(tmp_path / "no" / "file.md")
    refused = phasebook("--db", str(database), "--lang", "zh", "render", port, "-o", to)
    assert "没有这个文件或文件夹" in refused.err
    refused = phasebook("--db", str(database), "--lang", "zh", "answer", port, "honeymoon-trust", "--value", "x")
    assert "整数" in refused.err
    assert "integer" not in refused.err
