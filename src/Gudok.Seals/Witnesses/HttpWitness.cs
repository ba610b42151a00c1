using System.Net.Http.Headers;
using System.Text;

namespace Gudok.Seals;

/// <summary>An address that takes heads by POST: plain text, a head a line; any 2xx says that they are kept.</summary>
internal sealed class HttpWitness(Uri address, string name) : IHeadWitness
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Name => name;

    public async ValueTask GiveAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n"));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "us-ascii");
        try
        {
            using var answer = await _client.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw new IOException($"It answered {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    public void Dispose() => _client.Dispose();
}
