using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Gudok.Capture;

/// <summary>One connection to a PBX, from its first octet to its last.</summary>
/// <param name="counters">Count what comes.</param>
/// <param name="learn">Takes what is told.</param>
/// <param name="clock">Tells how long nothing came.</param>
internal abstract class FeedSession(FeedCounters counters, Action<FeedFact> learn, TimeProvider clock)
{
    /// <summary>How long signing in may take.</summary>
    public static readonly TimeSpan LongestSignIn = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may come from a PBX that tells of itself every 20 s at least.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(70);

    private Stream _stream = Stream.Null;

    /// <summary>Whether it is signed in.</summary>
    public bool IsSignedIn { get; private set; }

    /// <summary>Is told when it is signed in.</summary>
    public Action? SignedIn { get; set; }

    /// <summary>Signs in and reads until the connection ends.</summary>
    /// <exception cref="CaptureException">GDK-5032: user or password are refused.</exception>
    /// <exception cref="IOException">The connection broke, the PBX ended it, or what it says is nothing that it should say.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task RunAsync(Stream stream, CancellationToken stop)
    {
        _stream = stream;
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var alive = Task.CompletedTask;
        try
        {
            await GreetAsync(stop).ConfigureAwait(false);
            while (true)
            {
                var wasSignedIn = IsSignedIn;
                var read = await ReadAsync(reader, stop).ConfigureAwait(false);
                var rest = await TakeAllAsync(read.Buffer, stop).ConfigureAwait(false);
                if (read.IsCompleted) throw new IOException("the PBX ended the connection");
                reader.AdvanceTo(rest.Start, rest.End);
                if (IsSignedIn && !wasSignedIn) alive = KeepAliveAsync(end.Token);
            }
        }
        finally
        {
            counters.IsConnected = false;
            await end.CancelAsync().ConfigureAwait(false);
            await alive.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Says what is to be said first.</summary>
    protected abstract ValueTask GreetAsync(CancellationToken stop);

    /// <summary>Takes all messages off the octets; gives what is left.</summary>
    protected abstract ValueTask<ReadOnlySequence<byte>> TakeAllAsync(ReadOnlySequence<byte> octets, CancellationToken stop);

    /// <summary>Says something now and then, where a PBX is silent otherwise.</summary>
    protected virtual Task KeepAliveAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Notes that the PBX let us in and tells from now on.</summary>
    protected void NoteSignedIn()
    {
        IsSignedIn = true;
        counters.IsConnected = true;
        SignedIn?.Invoke();
    }

    /// <summary>Counts what was passed over.</summary>
    protected void CountDropped() => counters.CountDropped();

    /// <summary>Takes what an event told; null for nothing.</summary>
    protected void Learn(FeedFact? fact)
    {
        if (fact is { } told) learn(told);
        counters.CountEvent();
    }

    /// <summary>Writes to the PBX.</summary>
    protected ValueTask SayAsync(string text, CancellationToken stop) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);

    /// <summary>The octets of a message in one piece.</summary>
    protected static byte[] Whole(in ReadOnlySequence<byte> octets) => octets.ToArray();

    /// <summary>Waits, but not for ever.</summary>
    protected Task WaitAsync(TimeSpan pause, CancellationToken stop) => Task.Delay(pause, clock, stop);

    private async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(IsSignedIn ? LongestSilence : LongestSignIn, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stop);
        try
        {
            return await reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException(IsSignedIn ? "nothing came for 70 s" : "signing in took longer than 10 s");
        }
    }
}
