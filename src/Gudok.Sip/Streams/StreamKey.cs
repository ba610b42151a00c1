namespace Gudok.Sip;

/// <summary>One direction of a TCP connection.</summary>
internal readonly struct StreamKey(NetworkEndpoint source, NetworkEndpoint destination) : IEquatable<StreamKey>
{
    private readonly UInt128 _source = source.Address;
    private readonly UInt128 _destination = destination.Address;
    private readonly uint _ports = (uint)source.Port << 16 | destination.Port;

    /// <inheritdoc />
    public bool Equals(StreamKey other) => _ports == other._ports && _source == other._source && _destination == other._destination;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is StreamKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine((ulong)_source, (ulong)(_source >> 64), (ulong)_destination, (ulong)(_destination >> 64), _ports);
}
