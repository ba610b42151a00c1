namespace Gudok.Sip;

/// <summary>One direction of a TCP connection.</summary>
internal readonly struct StreamKey(NetworkEndpoint source, NetworkEndpoint destination) : IEquatable<StreamKey>
{
    private readonly HostAddress _source = source.Address;
    private readonly HostAddress _destination = destination.Address;
    private readonly uint _ports = (uint)source.Port << 16 | destination.Port;

    /// <inheritdoc />
    public bool Equals(StreamKey other) => _ports == other._ports && _source == other._source && _destination == other._destination;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is StreamKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(_source, _destination, _ports);
}
