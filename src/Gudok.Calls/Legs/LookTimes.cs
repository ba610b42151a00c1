namespace Gudok.Calls;

/// <summary>When a call is looked at again, and how long one that was given out is remembered.</summary>
/// <param name="options">The timers.</param>
internal sealed class LookTimes(AssemblyOptions options)
{
    /// <summary>How long after a message it may have ended its call. Looks that turn out too early cost one reading; later deadlines are
    /// found when the earlier one fires.</summary>
    public TimeSpan WaitAfter(OpenCall call, in Sighting line) => line switch
    {
        { Method: Sip.SipMethod.Invite, Status: >= 300 } => options.SettleTime,
        { Method: Sip.SipMethod.Bye, IsRequest: false } => options.SettleTime,
        { Method: Sip.SipMethod.Bye } => options.ByeWindow,
        _ when call.GivenCount > 0 => options.SettleTime,
        { Method: Sip.SipMethod.Cancel } => options.RetryWindow,
        _ => options.NoFinalWait,
    };

    /// <summary>How long the end of a call may still be seen that was given out without it: somebody waits in a silent queue, somebody
    /// talks on beside a session timer that nobody saw refreshed.</summary>
    public long MayEndUntil(ObservedCall read, long moment) => read switch
    {
        { IsEndEstimated: false } => moment,
        { Disposition: CallDisposition.Answered } => moment + options.OpenLimit.InMicros,
        { Disposition: CallDisposition.NoAnswer } => moment + options.NoFinalLimit.InMicros,
        _ => moment,
    };
}
