using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Capture;

/// <summary>A connection to the manager interface of an Asterisk (AMI).</summary>
/// <remarks>Without TLS it signs in by a challenge, so that nobody who listens learns the password. Over TLS the password is sent as it is: the challenge needs MD5, which an
/// Asterisk on a machine of strict rules has not.</remarks>
/// <param name="options">User, variables.</param>
/// <param name="secret">The password.</param>
/// <param name="counters">Count what comes.</param>
/// <param name="learn">Takes what is told.</param>
/// <param name="clock">Tells how long nothing came.</param>
internal sealed class AmiSession(FeedOptions options, string secret, FeedCounters counters, Action<FeedFact> learn, TimeProvider clock) : FeedSession(counters, learn, clock)
{
    private const string Challenge = "gudok-challenge";
    private const string Login = "gudok-login";
    private static readonly TimeSpan PingPause = TimeSpan.FromSeconds(20);

    private readonly AmiFrames _frames = new();
    private readonly AmiFacts _facts = new(options);

    /// <inheritdoc />
    protected override ValueTask GreetAsync(CancellationToken stop) => options.Tls
        ? SayAsync($"Action: Login\r\nActionID: {Login}\r\nUsername: {options.User}\r\nSecret: {secret}\r\nEvents: off\r\n\r\n", stop)
        : SayAsync($"Action: Challenge\r\nActionID: {Challenge}\r\nAuthType: MD5\r\n\r\n", stop);

    /// <inheritdoc />
    protected override async ValueTask<ReadOnlySequence<byte>> TakeAllAsync(ReadOnlySequence<byte> octets, CancellationToken stop)
    {
        while (true)
        {
            var step = _frames.TryTake(ref octets, out var message);
            if (step is FrameStep.NeedMore or FrameStep.Malformed) return octets;
            if (step == FrameStep.Skipped) CountDropped();
            else await TakeAsync(Whole(message), stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    protected override async Task KeepAliveAsync(CancellationToken stop)
    {
        while (true)
        {
            await WaitAsync(PingPause, stop).ConfigureAwait(false);
            await SayAsync("Action: Ping\r\n\r\n", stop).ConfigureAwait(false);
        }
    }

    private ValueTask TakeAsync(byte[] message, CancellationToken stop)
    {
        var read = new FeedMessage(message);
        if (!read.Find("Event"u8).IsEmpty)
        {
            if (IsSignedIn) Learn(_facts.Read(read));
            return ValueTask.CompletedTask;
        }

        if (IsSignedIn || read.Find("Response"u8).IsEmpty) return ValueTask.CompletedTask;
        var isFine = read.Says("Response"u8, "Success"u8);
        if (read.Text("ActionID"u8) == Challenge && isFine && read.Text("Challenge"u8) is { } challenge) return AnswerAsync(challenge, stop);
        if (read.Text("ActionID"u8) != Login || !isFine) throw new CaptureException(CaptureFaults.FeedRefused, "Asterisk refused the user or the password, or this address");
        NoteSignedIn();
        return SayAsync("Action: Events\r\nEventMask: call,agent,dialplan\r\n\r\n", stop);
    }

    [SuppressMessage("Security", "CA5351", Justification = "The protocol's only challenge; over TLS it is not used.")]
    private ValueTask AnswerAsync(string challenge, CancellationToken stop)
    {
        var key = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(challenge + secret)));
        return SayAsync($"Action: Login\r\nActionID: {Login}\r\nAuthType: MD5\r\nUsername: {options.User}\r\nKey: {key}\r\nEvents: off\r\n\r\n", stop);
    }
}
