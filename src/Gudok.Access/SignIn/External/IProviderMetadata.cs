namespace Gudok.Access;

/// <summary>Where addresses and keys of a provider come from: its own documents, or the settings.</summary>
internal interface IProviderMetadata
{
    /// <summary>What is known.</summary>
    /// <exception cref="AccessException">GDK-7051: it does not answer. GDK-7052: it is not what the settings say.</exception>
    Task<ProviderMetadata> GetAsync(CancellationToken cancellationToken);

    /// <summary>The same, fetched anew unless that was a moment ago: a token is signed with a key that is not known.</summary>
    Task<ProviderMetadata> RenewAsync(CancellationToken cancellationToken);
}
