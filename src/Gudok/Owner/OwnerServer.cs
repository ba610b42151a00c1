using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using Gudok.Capture;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gudok;

/// <summary>Runs the commands of other processes while this one owns the data folder.</summary>
/// <param name="path">The socket's path.</param>
/// <param name="run">Runs one command line on the open folder.</param>
/// <param name="clock">Counts the pauses while the system accepts nobody.</param>
/// <param name="accept">Accepts the next client of a listener, null for the end; null for the kernel's own way.</param>
internal sealed partial class OwnerServer(
    string path, Func<string[], CommandTerminal, CancellationToken, Task<int>> run, TimeProvider clock, Func<Socket, ValueTask<Socket?>>? accept = null) : IAsyncDisposable
{
    /// <summary>The system accepts no command of another process for the moment.</summary>
    public const string CannotAccept = "GDK-9011";

    /// <summary>The most commands of other processes at once.</summary>
    public const int MaxClients = 16;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MaxClients, MaxClients);
    private Task _accepting = Task.CompletedTask;
    private long _failures;

    /// <summary>Where clients that were turned away, not accepted or lost are noted; nowhere until there is a log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Attempts to accept a client that failed.</summary>
    public long AcceptFailures => Interlocked.Read(ref _failures);

    /// <summary>Begins to listen. The folder's lock is held, so a socket file that is there is a dead owner's.</summary>
    public void Start()
    {
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _listener.Listen(MaxClients);
        _accepting = AcceptAsync();
    }

    /// <summary>Stops listening and cancels what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        File.Delete(path);
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        using var next = new SocketAcceptance(_listener);
        var acceptance = new PatientAcceptance(async _ => await (accept is null ? next.NextAsync() : accept(_listener).AsTask()).ConfigureAwait(false), clock);
        while (!_stop.IsCancellationRequested)
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            if (await acceptance.NextAsync(NoteRefused, () => LogAcceptedAgain(Logger), _stop.Token).ConfigureAwait(false) is not { } socket) return;
            _ = ServeAsync(socket);
        }
    }

    private void NoteRefused(SocketException fault, bool isToTell)
    {
        Interlocked.Increment(ref _failures);
        if (isToTell) LogCannotAccept(Logger, CannotAccept, fault.Message);
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                if (!PeerUser.IsOurs(socket))
                {
                    LogForeignUser(Logger);
                    return;
                }

                await using var stream = new NetworkStream(socket);
                await AnswerAsync(stream).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidDataException or JsonException or OperationCanceledException)
        {
            LogClientLost(Logger, fault.GetType().Name);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var first = await OwnerFrame.ReadAsync(stream, _stop.Token).ConfigureAwait(false);
        if (first is not { Kind: OwnerFrameKind.Request } frame) return;
        if (JsonSerializer.Deserialize(frame.Payload.Span, OwnerJson.Default.OwnerRequest) is not { } request) return;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var turn = new Lock();
        var input = new Pipe();
        await using var output = new FrameWriter(stream, OwnerFrameKind.Output, turn);
        await using var error = new FrameWriter(stream, OwnerFrameKind.Error, turn);
        var terminal = new CommandTerminal
        {
            Output = output,
            Error = error,
            OpenInput = () => Ask(stream, turn, input.Reader),
            IsOutputShown = request.IsOutputShown,
            IsErrorShown = request.IsErrorShown,
            Width = request.Width,
            Folder = request.Folder,
        };
        var listening = ListenAsync(stream, input.Writer, cancel);
        var code = await run(request.Arguments, terminal, cancel.Token).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
        await error.FlushAsync().ConfigureAwait(false);
        await new OwnerFrame(OwnerFrameKind.Exit, new[] { (byte)code }).WriteAsync(stream, _stop.Token).ConfigureAwait(false);
        await cancel.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Lets the client send its standard input.</summary>
    private static Stream Ask(NetworkStream stream, Lock turn, PipeReader input)
    {
        lock (turn) OwnerFrameBytes.Write(stream, new OwnerFrame(OwnerFrameKind.Ask, default));
        return input.AsStream();
    }

    /// <summary>Takes input and Ctrl-C of the client; a client that hangs up cancels its command.</summary>
    private static async Task ListenAsync(NetworkStream stream, PipeWriter input, CancellationTokenSource cancel)
    {
        var ended = false;
        while (await OwnerFrame.ReadAsync(stream, cancel.Token).ConfigureAwait(false) is { } frame && frame.Kind != OwnerFrameKind.Cancel)
        {
            if (frame.Kind != OwnerFrameKind.Input || ended) continue;
            ended = frame.Payload.IsEmpty;
            if (ended) await input.CompleteAsync().ConfigureAwait(false);
            else await input.WriteAsync(frame.Payload, cancel.Token).ConfigureAwait(false);
        }

        if (!ended) await input.CompleteAsync(new IOException("The client of the command went away.")).ConfigureAwait(false);
        await cancel.CancelAsync().ConfigureAwait(false);
    }

    [LoggerMessage(9001, LogLevel.Warning, "A process of another user tried the owner's socket and was turned away.")]
    private static partial void LogForeignUser(ILogger logger);

    [LoggerMessage(9002, LogLevel.Information, "A command of another process was not finished: {Reason}.")]
    private static partial void LogClientLost(ILogger logger, string reason);

    [LoggerMessage(9005, LogLevel.Error,
        "{Code}: commands of other processes cannot be accepted: {Reason}. They wait, and it is tried again every second. If files are the reason, raise the limit (ulimit -n, or LimitNOFILE of the service).")]
    private static partial void LogCannotAccept(ILogger logger, string code, string reason);

    [LoggerMessage(9006, LogLevel.Warning, "Commands of other processes are accepted again.")]
    private static partial void LogAcceptedAgain(ILogger logger);
}
