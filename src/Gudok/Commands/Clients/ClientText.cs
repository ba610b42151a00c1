using System.Globalization;
using System.Text.Json;
using Gudok.Access;

namespace Gudok;

/// <summary>Programs as commands print them.</summary>
internal static class ClientText
{
    /// <summary>One line.</summary>
    public static string Line(ClientView client) =>
        $"{client.Id,-20} {string.Join(' ', client.Scopes)}  {State(client)}{(client.Networks.Count > 0 ? "  from: " + string.Join(", ", client.Networks) : "")}";

    /// <summary>All that is known.</summary>
    public static IEnumerable<string> Lines(ClientView client) =>
    [
        $"id             {client.Id}",
        $"purpose        {client.Purpose ?? "-"}",
        $"scopes         {string.Join(' ', client.Scopes)}",
        .. client.Keys.Select(key => $"key            {key}"),
        .. client.Certificates.Select(certificate => $"certificate    {certificate}"),
        $"from           {(client.Networks.Count > 0 ? string.Join(", ", client.Networks) : "any address")}",
        $"state          {State(client)}",
        $"made           {Time(client.CreatedAt)}",
        $"last token     {(client.LastTokenAt is { } at ? Time(at) : "never")}",
    ];

    /// <summary>A program for programs.</summary>
    public static string Json(ClientView client) => JsonSerializer.Serialize(client, CommandJson.Default.ClientView);

    /// <summary>Programs for programs.</summary>
    public static string Json(IReadOnlyList<ClientView> clients) => JsonSerializer.Serialize(clients, CommandJson.Default.IReadOnlyListClientView);

    private static string State(ClientView client) => client.BlockedAt is { } since ? "blocked since " + Time(since) : "active";

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
