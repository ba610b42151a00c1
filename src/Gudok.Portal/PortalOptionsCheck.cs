using Microsoft.Extensions.Options;

namespace Gudok.Portal;

/// <summary>Checks the options at start; every fault names its setting.</summary>
[OptionsValidator]
internal sealed partial class PortalOptionsCheck : IValidateOptions<PortalOptions>;

/// <summary>Checks what attributes cannot say: the zone must be known to this machine.</summary>
internal sealed class PortalZoneCheck : IValidateOptions<PortalOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PortalOptions options) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(options.Zone, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Portal:Zone is not a time zone known to this machine; an IANA name such as Europe/Moscow is meant.");
}
