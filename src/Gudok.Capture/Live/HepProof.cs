namespace Gudok.Capture;

/// <summary>What vouches for the agent that sent a packet. The source of a record names it: <c>hep:7;auth=address+certificate+key</c>.</summary>
[Flags]
internal enum HepProof
{
    /// <summary>Nothing: whoever reaches the port may send.</summary>
    None = 0,

    /// <summary>Its address is among those allowed.</summary>
    Address = 1,

    /// <summary>It sent the key of its agent.</summary>
    Key = 2,

    /// <summary>It showed a certificate of those authorities that are trusted.</summary>
    Certificate = 4,
}
