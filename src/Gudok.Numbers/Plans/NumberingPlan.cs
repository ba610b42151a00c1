namespace Gudok.Numbers;

/// <summary>The numbering plans of every country: reads, checks and writes telephone numbers as libphonenumber does
/// (docs/decisions/0003-numbering-plan.md).</summary>
/// <remarks>Thread-safe. The table is read at first use; patterns of a country are compiled when it is first met.</remarks>
public sealed class NumberingPlan
{
    private static readonly Lazy<NumberingPlan> Loaded = new(() => new NumberingPlan(PlanTable.Load()));

    private readonly PlanTable _table;
    private readonly NumberReading _reading;
    private readonly CodeSevenPlan _codeSeven;

    private NumberingPlan(PlanTable table)
    {
        _table = table;
        _reading = new NumberReading(table);
        Writer = new NumberWriter(table);
        _codeSeven = new CodeSevenPlan(this);
    }

    /// <summary>The plans that ship with Gudok.</summary>
    public static NumberingPlan Default => Loaded.Value;

    /// <summary>The regions that have a plan, ISO 3166-1 alpha-2.</summary>
    public IEnumerable<string> Regions => _table.Regions.Select(plan => plan.Region);

    internal PlanTable Table => _table;

    internal NumberWriter Writer { get; }

    /// <summary>Whether there is a plan of the region.</summary>
    public bool HasRegion(string region) => _table.Find(region) is not null;

    /// <summary>Reads a number in any spelling: with blanks, brackets, letters, an extension, as a tel: URI.</summary>
    /// <param name="text">The text; more than 250 characters are no number.</param>
    /// <param name="region">Region whose dialling habits apply to a number without plus; empty if only international numbers are meant.</param>
    public NumberVerdict Parse(ReadOnlySpan<char> text, string region) =>
        _codeSeven.TryParse(text, region, out var verdict) ? verdict : ParseAnyText(text, region);

    /// <summary>What the plan says about a number as it stands, nothing taken off or put in front.</summary>
    public NumberVerdict Check(PhoneNumber number)
    {
        if (_codeSeven.TryCheck(number, out var verdict)) return verdict;
        return TrySplit(number, out var national)
            ? Judge(national, "")
            : new NumberVerdict(number, "", NumberType.Unknown, "", NumberFault.InvalidCountryCode);
    }

    /// <summary>Whether the digits are a short number of the region: 112, 01.</summary>
    public bool IsShortNumber(ReadOnlySpan<char> digits, string region) =>
        !digits.IsEmpty && NumberCharacters.AreDigits(digits) && _table.Find(region)?.IsShort(digits) == true;

    /// <summary>Writes a number in full. Only for those who were granted the sight of it; others get <see cref="PartyMask.Mask"/>.</summary>
    /// <param name="number">An E.164 number; others give their digits.</param>
    /// <param name="form">How to write it.</param>
    /// <param name="extension">Digits behind the number; empty if none. E.164 has no room for them.</param>
    public string Format(PhoneNumber number, NumberForm form, string extension = "") =>
        TrySplit(number, out var national) ? Writer.Write(national, form, extension) : number.ToFullText();

    /// <summary>The general way, for any text and region; <see cref="Parse"/> must agree with it.</summary>
    internal NumberVerdict ParseAnyText(ReadOnlySpan<char> text, string region)
    {
        if (text.Length > WrittenNumber.MaxLength) return Refused(NumberFault.TooLong);
        var fault = Read(text, region, out var number, out var extension);
        return fault == NumberFault.None ? Judge(number, extension) : Refused(fault);
    }

    internal NumberFault Read(ReadOnlySpan<char> text, string region, out NationalNumber number, out string extension)
    {
        number = default;
        extension = "";
        Span<char> buffer = stackalloc char[2 * WrittenNumber.MaxLength];
        ReadOnlySpan<char> written = buffer[..WrittenNumber.Extract(text, buffer)];
        if (written.Length < 2) return NumberFault.NotANumber;
        var cut = WrittenNumber.FindExtension(written, out var extensionDigits);
        if (!WrittenNumber.IsViable(written) && !(cut >= 0 && WrittenNumber.HasDigits(written[..cut]))) return NumberFault.NotANumber;
        var home = _table.Find(region);
        if (home is null && !NumberCharacters.IsPlus(written[0])) return NumberFault.InvalidCountryCode;
        if (cut >= 0 && WrittenNumber.IsViable(written[..cut]))
        {
            written = written[..cut];
            Span<char> digits = stackalloc char[extensionDigits.Length];
            extension = new string(digits[..NumberCharacters.Normalize(extensionDigits, digits)]);
        }

        return _reading.Read(written, home, out number);
    }

    internal NumberVerdict Judge(NationalNumber number, string extension)
    {
        Span<char> buffer = stackalloc char[NationalNumber.MaxLength];
        var national = number.Write(buffer);
        var plans = _table.ByCountryCode[number.CountryCode];
        if (plans is null) return Refused(NumberFault.InvalidCountryCode);
        var plan = PlanOf(plans, national);
        var type = plan?.TypeOf(national) ?? NumberType.Unknown;
        var fault = NumberFault.None;
        if (type == NumberType.Unknown)
        {
            fault = plans[0].LengthFault(national.Length);
            if (fault == NumberFault.None) fault = NumberFault.NotAssigned;
        }

        var e164 = number.ToE164();
        // Some plans list numbers of the home network that are longer than E.164 allows: nobody can be called by them from elsewhere.
        if (e164 == default && fault == NumberFault.None) fault = NumberFault.TooLong;
        return new NumberVerdict(e164, plan?.Region ?? "", type, extension, fault);
    }

    /// <summary>Splits a packed number into country code and national number; false if no country has its code.</summary>
    internal bool TrySplit(PhoneNumber number, out NationalNumber national)
    {
        national = default;
        if (number.Kind != PartyKind.E164) return false;
        Span<char> digits = stackalloc char[PhoneNumber.MaxDigits];
        var all = number.WriteDigits(digits);
        var length = _reading.CountryCodeOf(all, out var countryCode);
        if (length == 0 || length == all.Length) return false;
        national = NationalNumber.Of(countryCode, all[length..]);
        return true;
    }

    private static RegionPlan? PlanOf(RegionPlan[] plans, ReadOnlySpan<char> national)
    {
        if (plans.Length == 1) return plans[0];
        foreach (var plan in plans)
        {
            if (plan.LeadingDigits is { } leading)
            {
                if (leading.Begins(national, out _)) return plan;
            }
            else if (plan.TypeOf(national) != NumberType.Unknown)
            {
                return plan;
            }
        }

        return null;
    }

    private static NumberVerdict Refused(NumberFault fault) => new(default, "", NumberType.Unknown, "", fault);
}
