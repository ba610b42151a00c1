namespace Gudok.Numbers.Tests.Oracle;

/// <summary>Sets our answer about a number beside the reference's.</summary>
internal static class Comparison
{
    /// <summary>In what the two differ: <c>validity</c>, <c>e164</c>, <c>type</c>, …; empty if they agree.</summary>
    public static IEnumerable<string> Differences(NumberingPlan plan, GeneratedNumber number, string[] reference)
    {
        var fault = number.Text.Length > WrittenNumber.MaxLength ? NumberFault.TooLong : plan.Read(number.Text, number.Region, out _, out _);
        var isError = reference[0] == "error";
        if (isError || fault != NumberFault.None)
        {
            if (!isError || fault != FaultOf(reference[1])) yield return "refusal";
            yield break;
        }

        plan.Read(number.Text, number.Region, out var national, out var extension);
        var verdict = plan.Judge(national, extension);
        var e164 = plan.Writer.Write(national, NumberForm.E164, "");
        if (e164 != reference[0])
        {
            yield return IsRounded(national, reference[0]) ? "rounding" : "e164";
            yield break;
        }

        if (verdict.E164 == default && reference[1] == "true")
        {
            yield return "more than 16 digits";
            yield break;
        }

        if (verdict.IsValid != (reference[1] == "true")) yield return "validity";
        if (verdict.Type != TypeOf(reference[2])) yield return "type";
        if (verdict.Region != reference[3]) yield return "region";
        if (verdict.IsPossible != (reference[4] == "true")) yield return "possibility";
        if (extension != reference[5]) yield return "extension";
        if (!verdict.IsValid) yield break;
        if (plan.Writer.Write(national, NumberForm.International, extension) != reference[6]) yield return "international form";
        if (plan.Writer.Write(national, NumberForm.National, extension) != reference[7]) yield return "national form";
    }

    // The reference keeps the national number in a double, which holds 15 to 16 digits.
    private static bool IsRounded(NationalNumber number, string reference)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var rounded = decimal.Parse(((double)number.Value).ToString("R", invariant), System.Globalization.NumberStyles.Float, invariant);
        return number.Value > 1UL << 53 && reference.EndsWith(rounded.ToString("0", invariant), StringComparison.Ordinal);
    }

    private static NumberType TypeOf(string name) => Enum.Parse<NumberType>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static NumberFault FaultOf(string message) => message switch
    {
        "Invalid country calling code" => NumberFault.InvalidCountryCode,
        "The string supplied did not seem to be a phone number" => NumberFault.NotANumber,
        "Phone number too short after IDD" => NumberFault.TooShortAfterPrefix,
        "The string supplied is too short to be a phone number" => NumberFault.TooShort,
        "The string supplied is too long to be a phone number" => NumberFault.TooLong,
        _ => throw new InvalidDataException("The reference gave an error that nobody has seen yet: " + message),
    };
}
