using System.Globalization;
using System.Net;
using System.Text;
using Gudok.Ledger;

namespace Gudok.Portal;

/// <summary>The act of destruction as a page in Russian, with the members that order 179 of the regulator asks for.</summary>
internal static class ActPage
{
    private const string Style = """
        @page { size: A4; margin: 20mm 18mm; }
        body { font: 11pt/1.45 "PT Serif", "Liberation Serif", "DejaVu Serif", serif; color: #000; margin: 0; }
        h1 { font-size: 15pt; text-align: center; margin: 0 0 4pt; } .sub { text-align: center; margin: 0 0 16pt; }
        table { border-collapse: collapse; width: 100%; margin: 0 0 12pt; } td, th { border: 0.6pt solid #444; padding: 4pt 6pt; vertical-align: top; text-align: left; font-weight: normal; }
        table.what th { width: 38%; color: #333; } code { font: 9.5pt "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        thead th { background: #eee; } .sign { margin-top: 30pt; } .small { font-size: 9pt; color: #333; }
        """;

    public static string Write(ErasureAct act, PortalOptions options)
    {
        var page = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"ru\"><head><meta charset=\"utf-8\"><title>Акт об уничтожении персональных данных</title><style>{Style}</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Акт об уничтожении персональных данных</h1><p class=\"sub\">№ {Text(act.Id)} от {Text(Date(act.MadeAt))}</p>\n<table class=\"what\">");
        Row(page, "Оператор, адрес", Text(Or(options.OrganisationName)) + ", " + Text(Or(options.OrganisationAddress)));
        Row(page, "Лицо, обрабатывавшее данные по поручению оператора", "нет");
        Row(page, "Уничтожил (учётная запись)", Text(act.Actor));
        Row(page, "Категории уничтоженных данных", "абонентский номер или иной адрес вызова; сообщения сигнализации и примечания, зашифрованные на ключах этого лица");
        Row(page, "Информационная система", "Gudok, учёт телефонных обращений");
        Row(page, "Способ уничтожения", "криптографический: уничтожены ключ шифрования, соль и слепой индекс лица; зашифрованные копии стали нечитаемы; архивные копии ключей теряют силу не позднее 30 дней");
        Row(page, "Причина уничтожения", Text(act.Reason));
        Row(page, "Обращение, по которому уничтожено", Text(act.RequestId ?? "не указано"));
        Row(page, "Дата и время уничтожения (UTC)", Text(act.MadeAt));
        page.Append("</table>\n<table><thead><tr><th>№</th><th>Обозначение лица</th><th>Записей о звонках</th><th>Результат</th></tr></thead><tbody>");
        foreach (var party in act.Parties)
        {
            var outcome = party.Outcome switch
            {
                ErasureOutcome.Erased => "уничтожено",
                ErasureOutcome.Unknown => "в системе нет",
                ErasureOutcome.Begun => "начато: внесено в список уничтожаемых, ключ будет уничтожен не позднее следующего запуска системы",
                ErasureOutcome.Held => "не уничтожено: запрет. " + party.Hold,
            };
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{party.Place}</td><td><code>{Text(party.Pseudonym ?? "—")}</code></td><td>{party.Calls}</td><td>{Text(outcome)}</td></tr>");
        }

        page.Append("</tbody></table>\n<p class=\"small\">Обозначение лица — необратимый псевдоним; номер в акте не приводится. Записи о звонках остаются без указания на лицо, их доказательства целостности сохраняют силу. К акту прилагается выгрузка из журнала событий (CSV, JSON). Срок хранения акта и выгрузки — 3 года.</p>");
        page.Append("<p class=\"sign\">Должность, Ф. И. О. ____________________________ Подпись ____________ Дата __________</p></body></html>\n");
        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, string html) =>
        page.Append(CultureInfo.InvariantCulture, $"<tr><th>{name}</th><td>{html}</td></tr>");

    private static string Date(string time) => $"{time[8..10]}.{time[5..7]}.{time[..4]}";

    private static string Or(string text) => text.Length > 0 ? text : "______________________________";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
