using System.Net.Http.Headers;
using System.Text.Json;

namespace Gudok.Access;

/// <summary>Asks ESIA for a person's contacts, which stand in no token of its: <c>…/rs/prns/{oid}/ctts?embed=(elements)</c>, with the access token of the sign-in.</summary>
internal static class EsiaContacts
{
    /// <summary>What stands in the address for the person's number at ESIA.</summary>
    public const string Oid = "{oid}";

    private const int MaxOid = 20;

    /// <summary>The mobile number that ESIA has verified.</summary>
    /// <returns>Null if it does not answer, or not as that.</returns>
    public static async Task<SaidNumber?> ReadAsync(HttpClient client, ProviderOptions provider, string subject, string? accessToken, CancellationToken cancellationToken)
    {
        if (accessToken is null || subject.Length > MaxOid || !subject.All(char.IsAsciiDigit)) return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, provider.ContactsAddress.Replace(Oid, subject, StringComparison.Ordinal));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode) return null;
            using var said = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return ExternalIdentity.Find(said.RootElement, "elements") is { ValueKind: JsonValueKind.Array } contacts ? Of(contacts) : null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && fault is HttpRequestException or IOException or JsonException or OperationCanceledException or FormatException)
        {
            // The sign-in does not hang on it: what is linked stays as it is, and the journal says that nothing came.
            return null;
        }
    }

    private static SaidNumber Of(JsonElement contacts)
    {
        string[] verified = [.. contacts.EnumerateArray().Where(one => Text(one, "type") == "MBT" && Text(one, "vrfStu") == "VERIFIED").Select(one => Text(one, "value")).OfType<string>()];
        return new SaidNumber(verified.Length == 1 ? SaidNumber.Read(verified[0]) : null);
    }

    private static string? Text(JsonElement one, string name) => ExternalIdentity.Find(one, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
