using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;

namespace Gudok;

/// <summary>Runs the commands of other processes while this one owns the data folder.</summary>
/// <param name="path">The socket's path.</param>
/// <param name="run">Runs one command line on the open folder.</param>
/// <param name="logger">Where clients that were turned away or lost are noted.</param>
internal sealed partial class OwnerServer(
    string path, Func<string[], CommandTerminal, CancellationToken, Task<int>> run, ILogger logger) : IAsyncDisposable
{
    /// <summary>The most commands of other processes at once.</summary>
    public const int MaxClients = 16;

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MaxClients, MaxClients);
    private Task _accepting = Task.CompletedTask;

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
        while (!_stop.IsCancellationRequested)
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            var socket = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            _ = ServeAsync(socket);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using (socket)
            {
                if (!PeerUser.IsOurs(socket))
                {
                    LogForeignUser();
                    return;
                }

                await using var stream = new NetworkStream(socket);
                await AnswerAsync(stream).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or InvalidDataException or JsonException or OperationCanceledException)
        {
            LogClientLost(fault.GetType().Name);
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
            OpenInput = () => input.Reader.AsStream(),
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
    private partial void LogForeignUser();

    [LoggerMessage(9002, LogLevel.Information, "A command of another process was not finished: {Reason}.")]
    private partial void LogClientLost(string reason);
}
