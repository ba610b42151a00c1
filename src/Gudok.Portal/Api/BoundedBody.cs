using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>Reads a small body whole.</summary>
internal static class BoundedBody
{
    /// <summary>The body, or null if it is longer than the limit.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var isOver = read.Buffer.Length > limit;
            var bytes = read.IsCompleted && !isOver ? read.Buffer.ToArray() : null;
            // Always given back, and consumed at the end: a read left open makes the server drop the connection, and with it the client's
            // next request.
            request.BodyReader.AdvanceTo(read.IsCompleted || isOver ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (bytes is not null || isOver) return bytes;
        }
    }
}
