using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Gudok.Access;

/// <summary>Posts alerts as JSON. The header <c>Gudok-Signature: t=SECONDS,v1=HEX</c> has HMAC-SHA-256 of <c>SECONDS.BODY</c> under the secret; the time is
/// that of the attempt, so that a listener can refuse what was recorded and sent again.</summary>
public sealed class AlertWebhook : AlertPost
{
    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "Gudok-Signature";

    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly byte[] _secret;
    private readonly TimeProvider _clock;

    /// <summary>Names the listener; nothing is connected to yet.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="secret">Signs.</param>
    /// <param name="retryFor">How long a notice is tried.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures are noted.</param>
    public AlertWebhook(Uri address, byte[] secret, TimeSpan retryFor, TimeProvider clock, ILogger logger)
        : base("webhook", retryFor, clock, logger)
    {
        (_address, _secret, _clock) = (address, secret, clock);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
    }

    /// <summary>The signature of a body.</summary>
    public static string Sign(byte[] secret, long seconds, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")), .. body];
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, signed))}");
    }

    /// <inheritdoc />
    protected override async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(AlertNoticeView.Of(notice), AlertJson.Default.AlertNoticeView);
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(SignatureHeader, Sign(_secret, _clock.GetUtcNow().ToUnixTimeSeconds(), body));
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it answered {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }
}

/// <summary>The body of a post.</summary>
/// <param name="Id">Number of the alert's entry in the journal.</param>
/// <param name="At">When, RFC 3339 in UTC.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Count">How many entries.</param>
/// <param name="WithinSeconds">Within how long.</param>
internal sealed record AlertNoticeView(string Id, string At, string Rule, int Count, long WithinSeconds)
{
    public static AlertNoticeView Of(AlertNotice notice) => new(
        notice.Number.ToString(CultureInfo.InvariantCulture),
        notice.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
        notice.Rule,
        notice.Count,
        (long)notice.Within.TotalSeconds);
}

/// <summary>JSON of what is sent of alerts.</summary>
[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(AlertNoticeView))]
internal sealed partial class AlertJson : System.Text.Json.Serialization.JsonSerializerContext;
