using Gudok.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gudok.Portal;

/// <summary>What the pages say of signing in by another system.</summary>
internal sealed record ExternalTexts
{
    /// <summary>In the reader's language.</summary>
    public static ExternalTexts Of(Reader reader) => reader.Texts.Language == "en" ? English : Russian;

    private static ExternalTexts Russian { get; } = new()
    {
        Or = "Или войти через",
        Links = "Вход через другую систему",
        LinksHelp = "Связь хранится отпечатком: идентификатор человека у провайдера здесь не записан.",
        NoLinks = "Связей нет.",
        Provider = "Провайдер",
        Subject = "Идентификатор у провайдера (sub)",
        Link = "Связать",
        Unlink = "Убрать связь",
        UnlinkWarning = "Войти этим способом больше не получится, открытые сеансы завершатся. Убрать связь?",
        Alone = "через {0}",
        AndOwn = "через {0} и второй фактор",
        Anew = "Чтобы добавить ключ доступа или выпустить новые коды, нужен вход за последние минуты. Если провайдер не сообщает время входа, подойдёт вход с паролем и вторым фактором или по ключу доступа здесь.",
        First = "Сначала войдите через «{0}»: роль этой учётной записи подтверждает провайдер, а вход через него был давно ({1}).",
        Taken = "Связать нельзя: эта запись провайдера уже связана с другой учётной записью, или связь с этим провайдером уже есть.",
        NoProvider = "Такого способа входа нет.",
        Unreachable = "Провайдер сейчас не отвечает. Попробуйте позже или войдите с паролем.",
        StepOver = "Вход через провайдера начат не в этом браузере, уже завершён или длился дольше десяти минут. Начните заново.",
        NotGiven = "Провайдер не подтвердил вход. Начните заново; если не поможет, войдите с паролем.",
        TokenWrong = "Ответ провайдера не прошёл проверку, вход не выполнен. Сообщите администратору.",
        NotLetIn = "Учётная запись не связана с провайдером, заблокирована или осталась без роли. Обратитесь к администратору.",
    };

    private static ExternalTexts English { get; } = new()
    {
        Or = "Or sign in by",
        Links = "Sign-in by another system",
        LinksHelp = "A link is kept as a fingerprint: what the provider calls the person is not written here.",
        NoLinks = "No links.",
        Provider = "Provider",
        Subject = "The provider’s name for the person (sub)",
        Link = "Link",
        Unlink = "Take the link away",
        UnlinkWarning = "Nobody will come in by it any more, and open sessions end. Take the link away?",
        Alone = "by {0}",
        AndOwn = "by {0} and second factor",
        Anew = "Adding a passkey and making new codes takes a sign-in of the last minutes. If the provider does not say when you signed in, sign in here: by password and second factor, or by a passkey.",
        First = "Sign in by “{0}” first: it confirms the role of this account, and the last sign-in by it was long ago ({1}).",
        Taken = "It cannot be linked: that account of the provider is linked to another here, or there is a link to this provider already.",
        NoProvider = "There is no such way to sign in.",
        Unreachable = "The provider does not answer now. Try later, or sign in with your password.",
        StepOver = "This sign-in was not begun in this browser, is over, or took more than ten minutes. Begin again.",
        NotGiven = "The provider has not confirmed the sign-in. Begin again; if that does not help, sign in with your password.",
        TokenWrong = "The provider’s answer did not pass the checks; you are not signed in. Tell the administrator.",
        NotLetIn = "The account is not linked to the provider, is blocked, or has no role left. Ask the administrator.",
    };

    /// <summary>That somebody is to sign in by a provider before any other way opens; null if there is no such provider.</summary>
    public static string? FirstBy(HttpContext context, string? provider)
    {
        var reader = context.RequestServices.GetRequiredService<Reader>();
        return context.RequestServices.GetRequiredService<ExternalDesk>().Providers.FirstOrDefault(one => one.Id == provider) is { } known
            ? string.Format(System.Globalization.CultureInfo.InvariantCulture, Of(reader).First, known.NameIn(reader.Texts.Language), AccessFaults.ByProviderFirst)
            : null;
    }

    /// <summary>Why it came to nothing.</summary>
    public string Refusal(string code) => code switch
    {
        AccessFaults.NoProvider => NoProvider,
        AccessFaults.ProviderUnreachable or AccessFaults.ProviderNotAsSet => Unreachable,
        AccessFaults.ExternalStepOver => StepOver,
        AccessFaults.ProviderRefused => NotGiven,
        AccessFaults.IdTokenWrong => TokenWrong,
        AccessFaults.LinkTaken => Taken,
        _ => NotLetIn,
    } + $" ({code})";

    /// <summary>By what a session began that began elsewhere.</summary>
    public string By(SessionView session) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, session.Way == "external" ? Alone : AndOwn, session.Provider);

    /// <summary>“Or sign in by”</summary>
    public required string Or { get; init; }

    /// <summary>“Sign-in by another system”</summary>
    public required string Links { get; init; }

    /// <summary>“A link is kept as a fingerprint…”</summary>
    public required string LinksHelp { get; init; }

    /// <summary>“No links.”</summary>
    public required string NoLinks { get; init; }

    /// <summary>“Provider”</summary>
    public required string Provider { get; init; }

    /// <summary>“The provider’s name for the person (sub)”</summary>
    public required string Subject { get; init; }

    /// <summary>“Link”</summary>
    public required string Link { get; init; }

    /// <summary>“Take the link away”</summary>
    public required string Unlink { get; init; }

    /// <summary>“Nobody will come in by it any more…”</summary>
    public required string UnlinkWarning { get; init; }

    /// <summary>“Adding a passkey and making new codes takes a sign-in of the last minutes…”</summary>
    public required string Anew { get; init; }

    private string First { get; init; } = "";

    private string Alone { get; init; } = "";

    private string AndOwn { get; init; } = "";

    private string Taken { get; init; } = "";

    private string NoProvider { get; init; } = "";

    private string Unreachable { get; init; } = "";

    private string StepOver { get; init; } = "";

    private string NotGiven { get; init; } = "";

    private string TokenWrong { get; init; } = "";

    private string NotLetIn { get; init; } = "";
}
