namespace Gudok.Calls;

/// <summary>What the fields of a row should be, in words that go to people.</summary>
internal static class RowForms
{
    internal const string Time = "should be a time from 1990 to one day from now, such as 2026-11-21 09:05:07 or seconds since 1970";
    internal const string Order = "should not lie before the times that come before it in a call";
    internal const string Party = "should be a number or user@host, at most 256 characters without control characters";
    internal const string Seconds = "should be seconds, a number from 0";
    internal const string Missing = "should not be empty";
    internal const string Octets = "holds octets that are not of this encoding; name it by --encoding, such as --encoding windows-1251";
    internal const string Quote = "a quote is not closed, or there are too many fields; the line may be cut off";
    internal static readonly string Text = $"should be at most {RowRules.MaxText} characters without control characters";

    /// <summary>Holds the place of a fault of rows that wait: it is only said if another row of their call is refused.</summary>
    internal static readonly LineFault WithCall = new(CallsFaults.CallRefused, "", "belongs to a call of which another line was refused");

    internal static LineFault OfCall(RefusedLine first) => new(
        CallsFaults.CallRefused, "", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"belongs to the call of line {first.Line}, which was refused; mend that one and import both"));

    internal static string Gap(string zone) => $"should be a time that clocks showed: they were put forward over it in {zone}; is the zone right?";

    internal static string Columns(int have, string want) => $"has {have} fields and should have {want}";
}
