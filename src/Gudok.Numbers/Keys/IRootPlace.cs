namespace Gudok.Numbers;

/// <summary>Where the root key is kept.</summary>
internal interface IRootPlace
{
    /// <summary>What to call it in messages to people.</summary>
    string Name { get; }

    /// <summary>The roots that are there: the one in use, and during a rotation the next.</summary>
    IReadOnlyList<SecretKey> Read();

    /// <summary>Makes a root for the first time.</summary>
    SecretKey CreateFirst();

    /// <summary>Puts the next root beside the one in use, durable.</summary>
    /// <exception cref="VaultException">GDK-2107: it cannot.</exception>
    SecretKey CreateNext(SecretKey current);

    /// <summary>Leaves only this root in the place, as far as the place is ours to change; does nothing if it is so already.</summary>
    void Settle(SecretKey root);
}
