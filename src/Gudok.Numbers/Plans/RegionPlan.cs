namespace Gudok.Numbers;

/// <summary>The numbering plan of one region, as the table gives it.</summary>
/// <param name="region">ISO 3166-1 region, <c>001</c> for a code of no country.</param>
/// <param name="countryCode">1–999.</param>
internal sealed class RegionPlan(string region, int countryCode)
{
    public string Region { get; } = region;

    public int CountryCode { get; } = countryCode;

    /// <summary>What is dialled before a foreign country's code; null where nothing can be.</summary>
    public DigitPattern? InternationalPrefix { get; set; }

    /// <summary>The digit that people write before the area code; empty if there is none.</summary>
    public string NationalPrefix { get; set; } = "";

    /// <summary>What may stand before a national number and is no part of it; null if nothing.</summary>
    public DigitPattern? ParsingPrefix { get; set; }

    /// <summary>What to put in place of the parsing prefix: <c>9$1</c>; empty if it is just dropped.</summary>
    public string PrefixTransform { get; set; } = "";

    /// <summary>Tells the regions of one country code apart by first digits; null where the types must do that.</summary>
    public DigitPattern? LeadingDigits { get; set; }

    public string ExtensionLabel { get; set; } = " ext. ";

    public string Example { get; set; } = "";

    public DigitPattern General { get; set; } = new("");

    /// <summary>Bit n stands for a length of n digits.</summary>
    public uint Lengths { get; set; }

    /// <summary>Lengths that can be dialled only within an area.</summary>
    public uint LocalLengths { get; set; }

    public List<TypeRange> Types { get; } = [];

    public List<NumberShape> Shapes { get; } = [];

    public DigitPattern? Short { get; set; }

    public DigitPattern? Emergency { get; set; }

    /// <summary>Whether the digits are a short number of the region, emergency numbers included.</summary>
    public bool IsShort(ReadOnlySpan<char> digits) => Short?.Covers(digits) == true || Emergency?.Covers(digits) == true;

    public NumberType TypeOf(ReadOnlySpan<char> national)
    {
        if (!General.Covers(national)) return NumberType.Unknown;
        var fixedLine = false;
        foreach (var range in Types)
        {
            // The fixed and mobile ranges stand last, in this order: see PlanTable.
            if (!range.Holds(national, fixedLine)) continue;
            if (range.Type == NumberType.FixedLine) fixedLine = true;
            else if (range.Type == NumberType.Mobile && fixedLine) return NumberType.FixedLineOrMobile;
            else return range.Type;
        }

        return fixedLine ? NumberType.FixedLine : NumberType.Unknown;
    }

    public NumberFault LengthFault(int length)
    {
        var bit = 1u << Math.Min(length, 31);
        if ((LocalLengths & bit) != 0) return NumberFault.LocalOnly;
        if ((Lengths & bit) != 0) return NumberFault.None;
        if (Lengths == 0) return NumberFault.InvalidLength;
        if (bit < (Lengths & ~Lengths + 1)) return NumberFault.TooShort;
        return bit > Lengths ? NumberFault.TooLong : NumberFault.InvalidLength;
    }
}

/// <summary>The range of one type within a plan.</summary>
/// <param name="Type">The type.</param>
/// <param name="Lengths">Bit n stands for a length of n digits; 0 if the plan's lengths hold.</param>
/// <param name="Pattern">The numbers; null if they are those of the fixed lines.</param>
internal sealed record TypeRange(NumberType Type, uint Lengths, DigitPattern? Pattern)
{
    public bool Holds(ReadOnlySpan<char> national, bool isFixedLine)
    {
        if (Pattern is null) return isFixedLine;
        return (Lengths == 0 || (Lengths & (1u << national.Length)) != 0) && Pattern.Covers(national);
    }
}

/// <summary>How numbers of one kind are written.</summary>
/// <param name="Split">Cuts the national number into groups.</param>
/// <param name="National">The groups with what stands between them: <c>$1 $2-$3</c>.</param>
/// <param name="Leading">First digits that it holds for; null for any.</param>
/// <param name="PrefixRule">How the first group looks with the national prefix: <c>8 ($1)</c>; empty if unchanged.</param>
/// <param name="International">Like <paramref name="National"/> behind a country code; empty if the same.</param>
internal sealed record NumberShape(DigitPattern Split, string National, DigitPattern? Leading, string PrefixRule, string International);
