namespace Gudok.Wire.Tests;

/// <summary>So many calls of one outcome, so many a second.</summary>
internal sealed record WireLoad(WireOutcome Outcome, int Calls, int Rate)
{
    /// <summary>The caller's part in sipp's words.</summary>
    public string Scenario => Outcome switch
    {
        WireOutcome.Answered or WireOutcome.Forked => "uac-answered",
        WireOutcome.CalleeHangsUp => "uac-callee-hangs-up",
        WireOutcome.Busy or WireOutcome.NoAnswer or WireOutcome.Declined => "uac-refused",
        WireOutcome.Cancelled => "uac-cancelled",
        WireOutcome.Challenged => "uac-challenged",
    };

    /// <summary>An invented city number of the called service.</summary>
    public string Dialled => $"+749555501{(int)Outcome:00}";

    /// <summary>Invented mobile numbers of the callers.</summary>
    public string Caller(int at) => $"+7916555{100 * (int)Outcome + at % 100:0000}";
}
