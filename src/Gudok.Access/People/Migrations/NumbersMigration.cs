using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>Which number a citizen's account is linked to.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261123083000_Numbers")]
internal sealed class NumbersMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "access_numbers",
        table => new
        {
            AccountId = table.Column<string>(nullable: false),
            Number = table.Column<byte[]>(nullable: false),
            From = table.Column<int>(nullable: false),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_access_numbers", row => row.AccountId);
            table.ForeignKey("FK_access_numbers_access_accounts_AccountId", row => row.AccountId, "access_accounts", "Id", onDelete: ReferentialAction.Cascade);
        });
}
