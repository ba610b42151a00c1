namespace Gudok.Access;

/// <summary>How this portal shows a provider who it is.</summary>
internal interface IClientProof
{
    /// <summary>Adds to the address that people are sent to what it has to carry beside the usual.</summary>
    void AddToAuthorize(IDictionary<string, string> query);

    /// <summary>Adds to the request that exchanges a code.</summary>
    void AddToExchange(HttpRequestMessage request, IDictionary<string, string> form, ProviderMetadata metadata);
}
