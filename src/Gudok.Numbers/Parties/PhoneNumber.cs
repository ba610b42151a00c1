using System.Globalization;

namespace Gudok.Numbers;

/// <summary>A dialled string of digits with its kind, packed into 64 bits, so that <c>112</c>, <c>0112</c> and <c>+112</c> differ.</summary>
/// <remarks>Bits 63–61 kind, 60–56 count of digits, 55–0 value. It prints itself masked; the full text comes only from
/// <see cref="ToFullText"/>, so that no log, message or debugger shows it by accident.</remarks>
/// <param name="Packed">The 64 bits as stored.</param>
public readonly record struct PhoneNumber(ulong Packed)
{
    /// <summary>The most digits a packed number holds: E.164 allows 15, extensions here 16.</summary>
    public const int MaxDigits = 16;

    private const int KindShift = 61;
    private const int LengthShift = 56;
    private const ulong ValueMask = (1UL << LengthShift) - 1;

    /// <summary>Kind of number: <see cref="PartyKind.E164"/>, <see cref="PartyKind.Short"/> or <see cref="PartyKind.Internal"/>.</summary>
    public PartyKind Kind => (PartyKind)(Packed >> KindShift);

    /// <summary>How many digits, leading zeros counted.</summary>
    public int Length => (int)(Packed >> LengthShift) & 0x1f;

    /// <summary>The digits read as one decimal number.</summary>
    public ulong Value => Packed & ValueMask;

    /// <summary>Packs digits. False if there is none, more than <see cref="MaxDigits"/>, or one that is no ASCII digit.</summary>
    public static bool TryCreate(PartyKind kind, ReadOnlySpan<char> digits, out PhoneNumber number)
    {
        number = default;
        if (digits.Length is 0 or > MaxDigits) return false;
        ulong value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = value * 10 + (ulong)(digit - '0');
        }

        number = Pack(kind, value, digits.Length);
        return true;
    }

    /// <summary>Packs a value of at most <see cref="MaxDigits"/> digits, leading zeros counted in <paramref name="length"/>.</summary>
    internal static PhoneNumber Pack(PartyKind kind, ulong value, int length) =>
        new(((ulong)kind << KindShift) | ((ulong)length << LengthShift) | value);

    /// <summary>Writes the digits, leading zeros kept; the span must hold <see cref="Length"/>.</summary>
    internal ReadOnlySpan<char> WriteDigits(Span<char> digits)
    {
        var value = Value;
        for (var i = Length - 1; i >= 0; i--)
        {
            digits[i] = (char)('0' + value % 10);
            value /= 10;
        }

        return digits[..Length];
    }

    /// <summary>The digits without a plus sign, leading zeros kept. For those who were granted the sight of it.</summary>
    public string ToFullDigits() => Value.ToString(CultureInfo.InvariantCulture).PadLeft(Length, '0');

    /// <summary>The number in full, E.164 with its plus sign. For those who were granted the sight of it.</summary>
    public string ToFullText() => Kind == PartyKind.E164 ? "+" + ToFullDigits() : ToFullDigits();

    /// <summary>The masked form, as <see cref="PartyMask"/> makes it.</summary>
    public override string ToString() => PartyMask.Mask(this);
}
