namespace Gudok.Portal;

/// <summary>One server-sent event.</summary>
/// <param name="Name">Its type; null for a comment that only keeps the connection alive.</param>
/// <param name="Data">Its text, any number of lines.</param>
/// <param name="Id">Its id, without line breaks, or null.</param>
internal readonly record struct ServerEvent(string? Name, string Data, string? Id = null)
{
    public static ServerEvent Heartbeat { get; } = new(null, "alive");
}
