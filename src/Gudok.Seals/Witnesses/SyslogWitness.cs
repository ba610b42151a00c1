namespace Gudok.Seals;

/// <summary>A syslog server as a witness: a head a message.</summary>
internal sealed class SyslogWitness(SyslogServer server, string name) : IHeadWitness
{
    public const string MessageId = "head";

    public string Name => name;

    public ValueTask GiveAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken) => server.SendAsync(lines, cancellationToken);

    public void Dispose()
    {
        // A connection lasts for one giving: heads come once a minute.
    }
}
