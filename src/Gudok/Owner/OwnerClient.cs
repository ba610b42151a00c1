using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Gudok;

/// <summary>Gives a command to the process that owns a data folder and shows what it answers.</summary>
internal static class OwnerClient
{
    /// <summary>Runs the command at the owner. Null if nobody owns the folder through a socket.</summary>
    public static async Task<int?> TryRunAsync(string dataFolder, string[] arguments, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var path = OwnerPath.For(dataFolder);
        if (!File.Exists(path)) return null;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // A socket file without a listener is what a killed owner leaves behind: whoever opens the folder next replaces it.
            return null;
        }

        await using var stream = new NetworkStream(socket);
        return await TalkAsync(stream, arguments, terminal, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> TalkAsync(NetworkStream stream, string[] arguments, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var request = new OwnerRequest(arguments, terminal.Folder, terminal.IsOutputShown, terminal.IsErrorShown, terminal.Width);
        var json = JsonSerializer.SerializeToUtf8Bytes(request, OwnerJson.Default.OwnerRequest);
        await new OwnerFrame(OwnerFrameKind.Request, json).WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        using var finished = new CancellationTokenSource();
        Task? input = null;
        await using var onCancel = cancellationToken.Register(() => OwnerFrameBytes.Write(stream, new OwnerFrame(OwnerFrameKind.Cancel, default)));
        try
        {
            return await ShowAsync(stream, terminal, () => input ??= SendInputAsync(stream, terminal, finished.Token)).ConfigureAwait(false);
        }
        finally
        {
            // Not waited for: a keyboard that is being read gives way only to a key.
            await finished.CancelAsync().ConfigureAwait(false);
        }
    }

    private static async Task<int> ShowAsync(NetworkStream stream, CommandTerminal terminal, Action sendInput)
    {
        while (await OwnerFrame.ReadAsync(stream, CancellationToken.None).ConfigureAwait(false) is { } frame)
        {
            if (frame.Kind == OwnerFrameKind.Exit) return frame.Payload.Span[0];
            if (frame.Kind == OwnerFrameKind.Ask)
            {
                sendInput();
                continue;
            }

            var writer = frame.Kind == OwnerFrameKind.Output ? terminal.Output : terminal.Error;
            await writer.WriteAsync(Encoding.UTF8.GetString(frame.Payload.Span)).ConfigureAwait(false);
            await writer.FlushAsync().ConfigureAwait(false);
        }

        return terminal.Refuse("the process that owns the data folder ended before the command was done; run it again");
    }

    private static async Task SendInputAsync(NetworkStream stream, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        await using var input = terminal.OpenInput();
        var buffer = new byte[64 * 1024];
        int read;
        do
        {
            read = await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            await new OwnerFrame(OwnerFrameKind.Input, buffer.AsMemory(0, read)).WriteAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        while (read > 0);
    }
}
