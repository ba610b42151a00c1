using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gudok.Access;

/// <summary>How long a first second factor may be set up.</summary>
[DbContext(typeof(AccessDb))]
[Migration("20261122232000_Enrol")]
internal sealed class EnrolMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>("EnrolUntil", "access_accounts", nullable: true);
}
