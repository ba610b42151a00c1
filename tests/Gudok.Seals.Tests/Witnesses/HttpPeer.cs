using System.Net.Sockets;
using System.Text;

namespace Gudok.Seals.Tests;

/// <summary>Answers POST requests with a status and keeps their bodies.</summary>
internal static class HttpPeer
{
    public static async Task<List<string>> ServeAsync(TcpListener listener, int status, int requests)
    {
        var bodies = new List<string>();
        while (bodies.Count < requests)
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            bodies.Add(await ReadAsync(stream));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }

        return bodies;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[4096];
        while (true)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0)
            {
                Assert.StartsWith("POST ", text, StringComparison.Ordinal);
                var length = text[..end].Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..];
                if (text.Length - end - 4 >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)) return text[(end + 4)..];
            }

            text += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        }
    }
}
