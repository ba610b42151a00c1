using System.Buffers;
using System.Globalization;
using System.Text;
using Gudok.Numbers;

namespace Gudok.Calls;

/// <summary>The masked text while it is written: each way to add to it says how much of the addition may show.</summary>
internal sealed class MaskedText(PartyReader parties, OwnDigits own)
{
    /// <summary>Longer runs are no telephone numbers, and are not read as such.</summary>
    private const int MaxReadDigits = 20;

    private static readonly SearchValues<char> ParameterEnds = SearchValues.Create("=;,<> \t\r\n\"");

    private readonly StringBuilder _text = new();

    /// <summary>Adds text of ours.</summary>
    public void Plain(string text) => _text.Append(text);

    /// <summary>Ends a line.</summary>
    public void EndLine() => _text.Append('\n');

    /// <summary>Adds text with the user parts of its URIs and its digits masked.</summary>
    public void Net(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (UriFinder.TryFind(text, from, out var uri))
        {
            Digits(text[from..uri.UserStart], isNet: true);
            User(text[uri.UserStart..uri.UserEnd], text[uri.UserEnd..uri.HostEnd]);
            from = uri.UserEnd;
        }

        Digits(text[from..], isNet: true);
    }

    /// <summary>Adds text that is known to hold numbers of other kinds, such as a Call-ID: only what holds a party's own digits is masked.</summary>
    public void OwnOnly(ReadOnlySpan<char> text) => Digits(text, isNet: false);

    /// <summary>Adds the mask of a name, that of a display name with its quotes.</summary>
    public void Name(ReadOnlySpan<char> name)
    {
        var isQuoted = name.StartsWith("\"", StringComparison.Ordinal);
        var bare = name.Trim(" \t\r\n\"").ToString();
        var masked = bare.Equals("anonymous", StringComparison.OrdinalIgnoreCase) ? bare : PartyMask.MaskName(bare);
        _text.Append(isQuoted ? "\"" : "");
        Escaped(masked);
        _text.Append(isQuoted ? "\"" : "");
    }

    public override string ToString() => _text.ToString();

    private void User(ReadOnlySpan<char> user, ReadOnlySpan<char> atHost)
    {
        var colon = user.IndexOf(':');
        var name = colon < 0 ? user : user[..colon];
        var host = atHost.StartsWith("%40", StringComparison.Ordinal) ? atHost[3..] : atHost.TrimStart('@');
        var party = parties.Read(Encoding.UTF8.GetBytes(name.ToString()), Encoding.UTF8.GetBytes(host.ToString()));
        Escaped(party.Kind == PartyKind.Withheld ? "anonymous" : Masked(party, name));
        if (colon >= 0) _text.Append(":***");
    }

    private static string Masked(Party party, ReadOnlySpan<char> written)
    {
        var masked = party.ToString();
        return party.Kind == PartyKind.None || masked.Length == 0 ? PartyMask.MaskName(written.Trim().ToString()) : masked;
    }

    private void Digits(ReadOnlySpan<char> text, bool isNet)
    {
        var from = 0;
        var search = 0;
        while (DigitRun.TryFind(text, search, endsAtAddress: false, out var run))
        {
            if (!own.AreIn(run.Digits))
            {
                // An address among numbers is no part of them; but what may be a party's own number is looked for without that mercy.
                if (IPv4Text.LengthAt(text, run.Start) is > 0 and var address) run = new DigitRun(run.Start, run.Start + address, "");
                else DigitRun.TryFind(text, search, endsAtAddress: true, out run);
                search = run.End;
                if (!isNet || run.Digits.Length < OwnDigits.MinDigits || IsTag(text[..run.Start])) continue;
            }

            Escaped(text[from..run.Start]);
            Escaped(run.Digits.Length <= MaxReadDigits ? Masked(parties.Read(text[run.Start..run.End]), run.Digits) : PartyMask.MaskName(run.Digits));
            from = search = run.End;
        }

        Escaped(text[from..]);
    }

    /// <summary>Whether what follows is the value of a tag or branch, which programs make up.</summary>
    private static bool IsTag(ReadOnlySpan<char> before)
    {
        var start = before.LastIndexOfAny(ParameterEnds);
        if (start < 0 || before[start] != '=') return false;
        return before[..start].EndsWith("tag", StringComparison.OrdinalIgnoreCase)
            || before[..start].EndsWith("branch", StringComparison.OrdinalIgnoreCase);
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            _text.Append(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t') _text.Append('\t');
            else if (rune.Value == '\n') _text.Append('\n');
            else if (rune.Value == '\r') AppendReturn(text);
            else if (IsUnseen(rune)) _text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else _text.Append(rune.ToString());
        }
    }

    // Line ends were taken apart before; a return that is left belongs to a fold.
    private void AppendReturn(ReadOnlySpan<char> text) => _text.Append(text.Contains('\n') ? "" : "\\u000d");

    // Format characters (Cf) turn the direction of writing or hide: a screen must not obey a stranger's message.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
