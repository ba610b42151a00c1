namespace Gudok.Numbers;

/// <summary>The short way for what nearly every call of a Russian contact centre holds: ten national digits of country code 7, with
/// <c>+7</c>, <c>7</c>, <c>8</c> or nothing in front.</summary>
/// <remarks>Within code 7 the first five of ten national digits decide about region and type (a test holds the table against it), so that
/// the verdict of each of the 100,000 beginnings is asked once from the general way and kept. What it does not know to be valid it leaves
/// to the general way.</remarks>
/// <param name="plan">The general way.</param>
internal sealed class CodeSevenPlan(NumberingPlan plan)
{
    private const int NationalLength = 10;
    private const ulong Code = 7_000_000_0000;
    private const ulong BeginningSize = 100_000;

    // A byte for each beginning: 0 not asked yet, 1 not valid, else 2 + type, and the high bit for Kazakhstan. Two threads that
    // ask at once write the same byte.
    private readonly byte[] _beginnings = new byte[100_000];

    public bool TryParse(ReadOnlySpan<char> text, string region, out NumberVerdict verdict)
    {
        verdict = default;
        var isHome = region is "RU" or "KZ";
        if (text.Length == 12 && text[0] == '+' && text[1] == '7') text = text[2..];
        else if (!isHome) return false;
        else if (text.Length == 11 && (text[0] == '8' || text[0] == '7' && IsOfHome(text[1], region))) text = text[1..];
        return text.Length == NationalLength && TryRead(text, out var national) && TryJudge(national, out verdict);
    }

    /// <summary>The verdict on a packed number of code 7; false if the general way must be asked.</summary>
    public bool TryCheck(PhoneNumber number, out NumberVerdict verdict)
    {
        verdict = default;
        return number.Kind == PartyKind.E164 && number.Length == NationalLength + 1
            && number.Value is >= Code and < Code + BeginningSize * BeginningSize && TryJudge(number.Value - Code, out verdict);
    }

    private bool TryJudge(ulong national, out NumberVerdict verdict)
    {
        verdict = default;
        var known = Beginning(national);
        if (known <= 1) return false;
        var number = PhoneNumber.Pack(PartyKind.E164, Code + national, NationalLength + 1);
        verdict = new NumberVerdict(number, known >= 0x80 ? "KZ" : "RU", (NumberType)((known & 0x7f) - 2), "", NumberFault.None);
        return true;
    }

    // Without a plus the country code is taken off only numbers that fit the plan of the home region.
    private static bool IsOfHome(char first, string region) => region == "RU" ? first is '3' or '4' or '7' or '8' or '9' : first is '7' or '8';

    private byte Beginning(ulong national)
    {
        ref var known = ref _beginnings[national / BeginningSize];
        if (known == 0) known = Ask(national);
        return known;
    }

    private byte Ask(ulong national)
    {
        var verdict = plan.Judge(new NationalNumber(7, national, NationalLength), "");
        if (!verdict.IsValid) return 1;
        return (byte)((verdict.Region == "KZ" ? 0x80 : 0) | (2 + (int)verdict.Type));
    }

    private static bool TryRead(ReadOnlySpan<char> digits, out ulong value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var read = (uint)(digit - '0');
            if (read > 9) return false;
            value = value * 10 + read;
        }

        return true;
    }
}
