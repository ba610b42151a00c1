using System.Text;

namespace Gudok.Ledger.Tests;

/// <summary>Changes files of evidence as damage and forgers would: bits, letters, digits, lines, members, values of other files.</summary>
internal sealed class EvidenceMutator(Random random, string[] texts)
{
    private static readonly string[] Odd = ["null", "0", "-1", "1.0", "1e0", "9007199254740993", "\"\"", "[]", "{}", "true", "\"\\u0041\"", "\"\\ud800\"", "\ufeff", "\0", " ", "\r"];

    private const string NoHead = "\"after\": null";

    /// <summary>How many files came out as they were, or without a head that had followed: they say less, and nothing else.</summary>
    public int Unchanged { get; private set; }

    public byte[] Next()
    {
        var text = texts[random.Next(texts.Length)];
        var changed = random.Next(9) switch
        {
            0 or 1 => FlipBit(text),
            2 => Encoding.UTF8.GetBytes(SwapDigit(text)),
            3 => Encoding.UTF8.GetBytes(DropLine(text)),
            4 => Encoding.UTF8.GetBytes(DoubleLine(text)),
            5 => Encoding.UTF8.GetBytes(TakeLineOfOther(text)),
            6 => Encoding.UTF8.GetBytes(text.Insert(random.Next(text.Length + 1), Odd[random.Next(Odd.Length)])),
            7 => Encoding.UTF8.GetBytes(ReplaceValue(text)),
            _ => Encoding.UTF8.GetBytes(text)[..random.Next(text.Length)],
        };
        if (texts.Any(other => IsSame(other, changed))) Unchanged++;
        return changed;
    }

    private static bool IsSame(string text, byte[] changed)
    {
        if (Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(changed)) return true;
        var (lines, others) = (text.Split('\n'), Encoding.UTF8.GetString(changed).Split('\n'));
        return lines.Length == others.Length && lines.Zip(others).All(pair => pair.First == pair.Second || (IsAfter(pair.First) && IsAfter(pair.Second) && pair.Second.Trim() == NoHead));
    }

    private static bool IsAfter(string line) => line.StartsWith("      \"after\": ", StringComparison.Ordinal);

    private byte[] FlipBit(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        octets[random.Next(octets.Length)] ^= (byte)(1 << random.Next(8));
        return octets;
    }

    private string SwapDigit(string text)
    {
        var at = random.Next(text.Length);
        while (!char.IsAsciiHexDigitLower(text[at])) at = (at + 1) % text.Length;
        return text[..at] + "0123456789abcdef"[random.Next(16)] + text[(at + 1)..];
    }

    private string DropLine(string text)
    {
        var lines = text.Split('\n').ToList();
        lines.RemoveAt(random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private string DoubleLine(string text)
    {
        var lines = text.Split('\n').ToList();
        var at = random.Next(lines.Count);
        lines.Insert(at, lines[at]);
        return string.Join('\n', lines);
    }

    private string TakeLineOfOther(string text)
    {
        var (lines, others) = (text.Split('\n'), texts[random.Next(texts.Length)].Split('\n'));
        var at = random.Next(Math.Min(lines.Length, others.Length));
        lines[at] = others[at];
        return string.Join('\n', lines);
    }

    private string ReplaceValue(string text)
    {
        var lines = text.Split('\n');
        var at = random.Next(lines.Length);
        var colon = lines[at].IndexOf(": ", StringComparison.Ordinal);
        if (colon > 0) lines[at] = lines[at][..(colon + 2)] + Odd[random.Next(Odd.Length)] + (lines[at].EndsWith(',') ? "," : "");
        return string.Join('\n', lines);
    }
}
