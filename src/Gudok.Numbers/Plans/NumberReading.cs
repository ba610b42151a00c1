namespace Gudok.Numbers;

/// <summary>Reads a written number in the habits of one region: the way of libphonenumber's parse, step by step.</summary>
/// <param name="table">The plans.</param>
internal sealed class NumberReading(PlanTable table)
{
    private const int MinNational = 2;

    // A prefix rule may put an area code in front: at most four digits more than were written.
    private const int Growth = 8;

    /// <summary>Reads the number without its extension.</summary>
    /// <param name="written">What <see cref="WrittenNumber"/> cut out of the text.</param>
    /// <param name="home">The plan of the caller's region; null if there is none.</param>
    /// <param name="number">The number; default if none could be told.</param>
    /// <returns>Why it could not be told; otherwise none, which does not say that the number is valid.</returns>
    public NumberFault Read(ReadOnlySpan<char> written, RegionPlan? home, out NationalNumber number)
    {
        number = default;
        Span<char> digits = stackalloc char[written.Length + Growth];
        var fault = ReadCountryCode(written, home, digits, out var count, out var countryCode);
        if (fault == NumberFault.InvalidCountryCode && !written.IsEmpty && NumberCharacters.IsPlus(written[0]))
        {
            // "+0064 3 331 6005": somebody put a plus before an international prefix.
            var rest = written.TrimStart("+\uFF0B");
            fault = ReadCountryCode(rest, home, digits, out count, out countryCode);
            if (fault == NumberFault.None && countryCode == 0) fault = NumberFault.InvalidCountryCode;
        }

        if (fault != NumberFault.None) return fault;
        var plan = home;
        if (countryCode != 0)
        {
            plan = table.ByCountryCode[countryCode]![0];
        }
        else
        {
            count = NumberCharacters.Normalize(written, digits);
            countryCode = home?.CountryCode ?? 0;
        }

        if (count < MinNational) return NumberFault.TooShort;
        if (plan is not null) count = StripNationalPrefixIfPossible(digits, count, plan);
        if (count < MinNational) return NumberFault.TooShort;
        if (count > NationalNumber.MaxLength) return NumberFault.TooLong;
        number = NationalNumber.Of(countryCode, digits[..count]);
        return NumberFault.None;
    }

    private static int StripNationalPrefixIfPossible(Span<char> digits, int count, RegionPlan plan)
    {
        Span<char> shorter = stackalloc char[count + Growth];
        digits[..count].CopyTo(shorter);
        var length = StripNationalPrefix(shorter, count, plan);
        // Stripping is taken back if what is left would be no number of the country, so that the 8 of a short local number stays.
        if (plan.LengthFault(length) is NumberFault.TooShort or NumberFault.LocalOnly or NumberFault.InvalidLength) return count;
        shorter[..length].CopyTo(digits);
        return length;
    }

    private NumberFault ReadCountryCode(
        ReadOnlySpan<char> written, RegionPlan? home, Span<char> digits, out int count, out int countryCode)
    {
        countryCode = 0;
        count = 0;
        if (written.IsEmpty) return NumberFault.None;
        var hasPrefix = NumberCharacters.IsPlus(written[0]);
        count = NumberCharacters.Normalize(written, digits);
        if (!hasPrefix && StripInternationalPrefix(digits[..count], home?.InternationalPrefix, out var prefix))
        {
            hasPrefix = true;
            digits[prefix..count].CopyTo(digits);
            count -= prefix;
        }

        if (hasPrefix)
        {
            if (count <= MinNational) return NumberFault.TooShortAfterPrefix;
            var length = CountryCodeOf(digits[..count], out countryCode);
            if (length == 0) return NumberFault.InvalidCountryCode;
            digits[length..count].CopyTo(digits);
            count -= length;
            return NumberFault.None;
        }

        if (home is not null && StripHomeCountryCode(digits, ref count, home)) countryCode = home.CountryCode;
        return NumberFault.None;
    }

    /// <summary>How many digits the country code takes; 0 if no country has it.</summary>
    public int CountryCodeOf(ReadOnlySpan<char> digits, out int countryCode)
    {
        countryCode = 0;
        if (digits.IsEmpty || digits[0] == '0') return 0;
        for (var length = 1; length <= 3 && length <= digits.Length; length++)
        {
            countryCode = countryCode * 10 + digits[length - 1] - '0';
            if (table.ByCountryCode[countryCode] is not null) return length;
        }

        countryCode = 0;
        return 0;
    }

    private static bool StripInternationalPrefix(ReadOnlySpan<char> digits, DigitPattern? pattern, out int length)
    {
        length = 0;
        if (pattern is null || !pattern.Begins(digits, out length)) return false;
        // No country code begins with 0: such digits were no international prefix.
        return length == digits.Length || digits[length] != '0';
    }

    // 7 916 … without a plus: the country code is taken off only if the number fits the plan better without it.
    private static bool StripHomeCountryCode(Span<char> digits, ref int count, RegionPlan home)
    {
        Span<char> code = stackalloc char[3];
        home.CountryCode.TryFormat(code, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        if (!digits[..count].StartsWith(code[..length])) return false;
        Span<char> rest = stackalloc char[count - length + Growth];
        digits[length..count].CopyTo(rest);
        var restLength = StripNationalPrefix(rest, count - length, home);
        var full = digits[..count];
        if ((home.General.Covers(full) || !home.General.Covers(rest[..restLength])) && home.LengthFault(count) != NumberFault.TooLong) return false;
        rest[..restLength].CopyTo(digits);
        count = restLength;
        return true;
    }

    private static int StripNationalPrefix(Span<char> digits, int count, RegionPlan plan)
    {
        if (count == 0 || plan.ParsingPrefix is not { } pattern) return count;
        Span<int> borders = stackalloc int[2 * DigitPattern.MaxGroups];
        var number = digits[..count];
        if (!pattern.Match(number, whole: false, borders, out var prefix)) return count;
        var wasViable = plan.General.Covers(number);
        // The transform is for prefixes that hold part of the number; where the last group took no part, the prefix is just dropped.
        var last = 2 * pattern.GroupCount;
        var transforms = plan.PrefixTransform.Length > 0 && (last == 0 || borders[last - 1] > borders[last - 2]);
        Span<char> result = stackalloc char[count + Growth];
        var length = 0;
        if (transforms) length = Transform(plan.PrefixTransform, number, borders, result);
        number[prefix..].CopyTo(result[length..]);
        length += count - prefix;
        if (wasViable && !plan.General.Covers(result[..length])) return count;
        result[..length].CopyTo(digits);
        return length;
    }

    private static int Transform(string rule, ReadOnlySpan<char> number, ReadOnlySpan<int> borders, Span<char> result)
    {
        var length = 0;
        for (var i = 0; i < rule.Length; i++)
        {
            if (rule[i] != '$')
            {
                result[length++] = rule[i];
                continue;
            }

            var group = rule[++i] - '1';
            if (borders[2 * group] < 0) continue;
            var part = number[borders[2 * group]..borders[2 * group + 1]];
            part.CopyTo(result[length..]);
            length += part.Length;
        }

        return length;
    }
}
