using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>Exports.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122230000_Exports")]
internal sealed class ExportsMigration : Migration
{
    private const string Exports = "access_exports";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Exports,
            table => new
            {
                Id = table.Column<string>(nullable: false),
                AskedBy = table.Column<string>(nullable: false),
                AskedByName = table.Column<string>(nullable: false),
                AskedAt = table.Column<long>(nullable: false),
                Search = table.Column<byte[]>(nullable: false),
                Names = table.Column<string>(nullable: true),
                Format = table.Column<string>(nullable: false),
                Form = table.Column<string>(nullable: false),
                Reason = table.Column<byte[]>(nullable: false),
                KeepForMs = table.Column<long>(nullable: false),
                State = table.Column<string>(nullable: false),
                DecidedByName = table.Column<string>(nullable: true),
                DecidedAt = table.Column<long>(nullable: true),
                Decision = table.Column<byte[]>(nullable: true),
                Calls = table.Column<int>(nullable: false),
                IsCut = table.Column<bool>(nullable: false),
                EndsAt = table.Column<long>(nullable: false),
                Bytes = table.Column<long>(nullable: true),
                Password = table.Column<byte[]>(nullable: true),
                Downloads = table.Column<int>(nullable: false),
                Ended = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_exports", row => row.Id);
                table.ForeignKey("FK_access_exports_access_accounts_AskedBy", row => row.AskedBy, "access_accounts", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_access_exports_State", Exports, "State");
        migrationBuilder.CreateIndex("IX_access_exports_AskedBy", Exports, "AskedBy");
        migrationBuilder.CreateTable(
            "access_export_contents",
            table => new { ExportId = table.Column<string>(nullable: false), Content = table.Column<byte[]>(nullable: false) },
            constraints: table =>
            {
                table.PrimaryKey("PK_access_export_contents", row => row.ExportId);
                table.ForeignKey("FK_access_export_contents_access_exports_ExportId", row => row.ExportId, Exports, "Id", onDelete: ReferentialAction.Cascade);
            });
    }
}
