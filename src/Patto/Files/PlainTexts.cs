using System.Text;

namespace Patto.Files;

/// <summary>Plain text and CSV, in UTF-8 or as Windows writes it.</summary>
internal static class PlainTexts
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    // Signs of a page, a drawing or a script: a browser or a computer would read them as such.
    private static readonly string[] Active =
    [
        "<script", "<html", "<!doctype", "<svg", "<iframe", "<body", "<object", "<embed", "<?php", "<?xml", "<%", "javascript:",
        "@echo off", "powershell", "mime-version:", "wscript.shell",
    ];

    /// <summary>Null for what is no text.</summary>
    public static FileContent? Read(byte[] bytes)
    {
        if (Decode(bytes) is not { } read) return null;
        var text = read.Text.TrimStart('\uFEFF').TrimStart();
        RuleViolation.Unless(!text.StartsWith('<') && !Active.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase)),
            "file.active", "Questo testo contiene una pagina web o dei comandi: non si carica. Salva il contenuto come PDF.");
        return new(new($"text/plain; charset={read.Charset}", ".txt", FileSort.Document), bytes);
    }

    private static (string Text, string Charset)? Decode(byte[] bytes)
    {
        if (bytes.Any(b => b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') || b == 0x7F)) return null;
        try { return (Utf8.GetString(bytes), "utf-8"); }
        catch (ArgumentException)
        {
            // The five bytes that Windows-1252 has no sign for.
            return bytes.Any(b => b is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D) ? null : (Encoding.Latin1.GetString(bytes), "windows-1252");
        }
    }
}
