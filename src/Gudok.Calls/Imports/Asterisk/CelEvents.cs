namespace Gudok.Calls;

/// <summary>The events that tell what became of a call.</summary>
internal static class CelEvents
{
    internal const string Start = "CHAN_START";
    internal const string Answer = "ANSWER";
    internal const string Hangup = "HANGUP";
    internal const string End = "CHAN_END";
    internal const string Blind = "BLINDTRANSFER";
    internal const string Attended = "ATTENDEDTRANSFER";
    internal const string Forward = "FORWARD";
    internal const string Last = "LINKEDID_END";
}
