using System.Buffers;

namespace Gudok.Capture;

/// <summary>A connection to the event socket of a FreeSWITCH (ESL, inbound).</summary>
/// <param name="options">User, variables.</param>
/// <param name="secret">The password.</param>
/// <param name="counters">Count what comes.</param>
/// <param name="learn">Takes what is told.</param>
/// <param name="clock">Tells how long nothing came.</param>
internal sealed class EslSession(FeedOptions options, string secret, FeedCounters counters, Action<FeedFact> learn, TimeProvider clock) : FeedSession(counters, learn, clock)
{
    // HEARTBEAT comes every 20 s: the proof that the connection stands.
    private const string Subscription = "event plain HEARTBEAT CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE CUSTOM callcenter::info\n\n";

    private readonly EslFrames _frames = new();
    private readonly EslFacts _facts = new(options);
    private bool _isAdmitted;

    /// <inheritdoc />
    protected override ValueTask GreetAsync(CancellationToken stop) => ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override async ValueTask<ReadOnlySequence<byte>> TakeAllAsync(ReadOnlySequence<byte> octets, CancellationToken stop)
    {
        while (true)
        {
            var step = _frames.TryTake(ref octets, out var head, out var body);
            if (step == FrameStep.NeedMore) return octets;
            if (step == FrameStep.Malformed) throw new IOException("what came is nothing that an event socket says");
            if (step == FrameStep.Skipped) CountDropped();
            else await TakeAsync(Whole(head), Whole(body), stop).ConfigureAwait(false);
        }
    }

    private ValueTask TakeAsync(byte[] head, byte[] body, CancellationToken stop)
    {
        var read = new FeedMessage(head);
        switch (read.Text("Content-Type"u8))
        {
            case "auth/request":
                return SayAsync(options.User.Length == 0 ? $"auth {secret}\n\n" : $"userauth {options.User}:{secret}\n\n", stop);
            case "command/reply":
                return ReplyAsync(read, stop);
            case "text/event-plain":
                if (IsSignedIn) Learn(_facts.Read(new FeedMessage(body, isEncoded: true)));
                return ValueTask.CompletedTask;
            case "text/rude-rejection":
                throw new CaptureException(CaptureFaults.FeedRefused, "FreeSWITCH refuses this address (apply-inbound-acl)");
            case "text/disconnect-notice":
                throw new IOException("FreeSWITCH ended the connection");
            default:
                return ValueTask.CompletedTask;
        }
    }

    private ValueTask ReplyAsync(in FeedMessage reply, CancellationToken stop)
    {
        if (IsSignedIn) return ValueTask.CompletedTask;
        if (!reply.Find("Reply-Text"u8).StartsWith("+OK"u8))
        {
            throw new CaptureException(
                CaptureFaults.FeedRefused, _isAdmitted ? "FreeSWITCH refuses to tell of these events" : "FreeSWITCH refused the user or the password");
        }

        if (_isAdmitted)
        {
            NoteSignedIn();
            return ValueTask.CompletedTask;
        }

        _isAdmitted = true;
        return SayAsync(Subscription, stop);
    }
}
