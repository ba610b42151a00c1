namespace Gudok.Numbers;

/// <summary>A number split into country code and national number. Zeros in front of the national number count: Italy has them.</summary>
/// <param name="CountryCode">1–999, 0 for no number.</param>
/// <param name="Value">The national digits read as one decimal number.</param>
/// <param name="Length">How many national digits, at most <see cref="MaxLength"/>.</param>
internal readonly record struct NationalNumber(int CountryCode, ulong Value, int Length)
{
    /// <summary>libphonenumber reads up to 17 national digits, though E.164 allows 15 in all.</summary>
    public const int MaxLength = 17;

    /// <summary>Writes the national digits; the span must hold <see cref="Length"/>.</summary>
    public ReadOnlySpan<char> Write(Span<char> digits)
    {
        var value = Value;
        for (var i = Length - 1; i >= 0; i--)
        {
            digits[i] = (char)('0' + value % 10);
            value /= 10;
        }

        return digits[..Length];
    }

    public static NationalNumber Of(int countryCode, ReadOnlySpan<char> digits)
    {
        ulong value = 0;
        foreach (var digit in digits) value = value * 10 + (ulong)(digit - '0');
        return new NationalNumber(countryCode, value, digits.Length);
    }

    /// <summary>Packs country code and national number; default if they hold more digits than fit.</summary>
    public PhoneNumber ToE164()
    {
        var length = Length + (CountryCode < 10 ? 1 : CountryCode < 100 ? 2 : 3);
        if (length > PhoneNumber.MaxDigits) return default;
        ulong scale = 1;
        for (var i = 0; i < Length; i++) scale *= 10;
        return PhoneNumber.Pack(PartyKind.E164, (ulong)CountryCode * scale + Value, length);
    }

    /// <summary>Masked, as every number prints itself.</summary>
    public override string ToString() => ToE164().ToString();
}
