using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Ground : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Slips_Code",
                table: "Slips");

            migrationBuilder.DropIndex(
                name: "IX_Proposals_Code",
                table: "Proposals");

            migrationBuilder.DropIndex(
                name: "IX_Processes_Key",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_Slug",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Indicators_Code",
                table: "Indicators");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_Code",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_Contributions_Code",
                table: "Contributions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CodeSeries",
                table: "CodeSeries");

            migrationBuilder.DropIndex(
                name: "IX_Amendments_Code",
                table: "Amendments");

            migrationBuilder.AlterColumn<string>(
                name: "Secret",
                table: "Slips",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(8)",
                oldMaxLength: 8,
                oldNullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Keeping",
                table: "Letters",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "AWhile");

            migrationBuilder.AddColumn<Guid>(
                name: "Authority",
                table: "CodeSeries",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<string>(
                name: "Content",
                table: "AuditRows",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Formula",
                table: "AuditRows",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddPrimaryKey(
                name: "PK_CodeSeries",
                table: "CodeSeries",
                columns: new[] { "Authority", "Series" });

            migrationBuilder.CreateTable(
                name: "ContentSeals",
                columns: table => new
                {
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Subject = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Fields = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Salt = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentSeals", x => new { x.Authority, x.Seq, x.Subject });
                });

            migrationBuilder.CreateTable(
                name: "InstallationMarks",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Value = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InstallationMarks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "PublishedHeads",
                columns: table => new
                {
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedHeads", x => new { x.Authority, x.Day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Slips_Code_Process",
                table: "Slips",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Code_Process",
                table: "Proposals",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Processes_Authority_Key",
                table: "Processes",
                columns: new[] { "Authority", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Processes_Authority_Slug",
                table: "Processes",
                columns: new[] { "Authority", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Indicators_Code_Process",
                table: "Indicators",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Code_Process",
                table: "FollowUps",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contributions_Code_Process",
                table: "Contributions",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Amendments_Code_Process",
                table: "Amendments",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContentSeals_Subject",
                table: "ContentSeals",
                column: "Subject");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContentSeals");

            migrationBuilder.DropTable(
                name: "InstallationMarks");

            migrationBuilder.DropTable(
                name: "PublishedHeads");

            migrationBuilder.DropIndex(
                name: "IX_Slips_Code_Process",
                table: "Slips");

            migrationBuilder.DropIndex(
                name: "IX_Proposals_Code_Process",
                table: "Proposals");

            migrationBuilder.DropIndex(
                name: "IX_Processes_Authority_Key",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_Authority_Slug",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Indicators_Code_Process",
                table: "Indicators");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_Code_Process",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_Contributions_Code_Process",
                table: "Contributions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CodeSeries",
                table: "CodeSeries");

            migrationBuilder.DropIndex(
                name: "IX_Amendments_Code_Process",
                table: "Amendments");

            migrationBuilder.DropColumn(
                name: "Keeping",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Authority",
                table: "CodeSeries");

            migrationBuilder.DropColumn(
                name: "Content",
                table: "AuditRows");

            migrationBuilder.DropColumn(
                name: "Formula",
                table: "AuditRows");

            migrationBuilder.AlterColumn<string>(
                name: "Secret",
                table: "Slips",
                type: "character varying(8)",
                maxLength: 8,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(80)",
                oldMaxLength: 80,
                oldNullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "PK_CodeSeries",
                table: "CodeSeries",
                column: "Series");

            migrationBuilder.CreateIndex(
                name: "IX_Slips_Code",
                table: "Slips",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Code",
                table: "Proposals",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Processes_Key",
                table: "Processes",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Processes_Slug",
                table: "Processes",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Indicators_Code",
                table: "Indicators",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Code",
                table: "FollowUps",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contributions_Code",
                table: "Contributions",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Amendments_Code",
                table: "Amendments",
                column: "Code",
                unique: true);
        }
    }
}
