using Gudok.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gudok.Portal;

/// <summary>The act of an address, as its metadata. <see cref="PolicyGate"/> holds it against the policy.</summary>
/// <param name="act">The act.</param>
internal sealed class RequiredAct(Act act)
{
    public Act Act { get; } = act;

    public static RequiredAct? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RequiredAct>();
}

/// <summary>Says of an address which act it is. An address that says none is closed, but to what is open to whoever has not signed in.</summary>
public static class RequiredActs
{
    /// <summary>Whoever may not do this act is refused, and the journal has the attempt.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder builder, Act act)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredAct(act));
}
