using Microsoft.Playwright;

namespace Gudok.Portal.Tests;

/// <summary>An authenticator that Chromium plays: it makes passkeys and shows them without being touched.</summary>
internal static class PlayedAuthenticator
{
    /// <summary>Plugs one in.</summary>
    public static async Task PlayAuthenticatorAsync(this IBrowserContext context, IPage page)
    {
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
