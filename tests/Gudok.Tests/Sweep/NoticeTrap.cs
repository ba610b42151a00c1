using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gudok.Tests;

/// <summary>A server that takes one notice of an alert, a post or a mail, and keeps all that was said to it.</summary>
internal sealed class NoticeTrap : IDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public NoticeTrap() => _server.Start();

    public int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    /// <summary>Takes a post.</summary>
    public async Task<string> TakePostAsync(CancellationToken cancellationToken)
    {
        using var client = await _server.AcceptTcpClientAsync(cancellationToken);
        await using var stream = client.GetStream();
        var (said, buffer) = (new StringBuilder(), new byte[4096]);
        while (!IsWhole(said.ToString())) said.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, cancellationToken)));
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
        return said.ToString();
    }

    /// <summary>Takes a mail (RFC 5321, as much of it as a client needs to hand one over).</summary>
    public async Task<string> TakeMailAsync(CancellationToken cancellationToken)
    {
        using var client = await _server.AcceptTcpClientAsync(cancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        var said = new StringBuilder();
        var isData = false;
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(cancellationToken) is { } line && (isData || line != "QUIT"))
        {
            said.AppendLine(line);
            if (isData && line == ".") break;
            if (!isData) await writer.WriteLineAsync(line == "DATA" ? "354 go" : "250 ok");
            isData |= line == "DATA";
        }

        await writer.WriteLineAsync("250 taken");
        return said.ToString();
    }

    public void Dispose() => _server.Dispose();

    private static bool IsWhole(string said)
    {
        var end = said.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var length = said[..end].Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))["Content-Length:".Length..];
        return Encoding.UTF8.GetByteCount(said[(end + 4)..]) >= int.Parse(length, CultureInfo.InvariantCulture);
    }
}
