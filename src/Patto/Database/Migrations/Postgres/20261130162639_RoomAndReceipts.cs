using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RoomAndReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "Suggestions",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SentAs",
                table: "Contributions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "Comments",
                type: "character varying(24)",
                maxLength: 24,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecretHash",
                table: "Comments",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "By",
                table: "Amendments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecretHash",
                table: "Amendments",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SearchWords",
                columns: table => new
                {
                    Authority = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Word = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    Stem = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchWords", x => new { x.Authority, x.Key, x.Word, x.Stem });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Suggestions_Code_Process",
                table: "Suggestions",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contributions_Process_SentAs",
                table: "Contributions",
                columns: new[] { "Process", "SentAs" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Comments_Code_Process",
                table: "Comments",
                columns: new[] { "Code", "Process" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Comments_SecretHash",
                table: "Comments",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Amendments_SecretHash",
                table: "Amendments",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SearchWords_Authority_Word",
                table: "SearchWords",
                columns: new[] { "Authority", "Word" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchWords");

            migrationBuilder.DropIndex(
                name: "IX_Suggestions_Code_Process",
                table: "Suggestions");

            migrationBuilder.DropIndex(
                name: "IX_Contributions_Process_SentAs",
                table: "Contributions");

            migrationBuilder.DropIndex(
                name: "IX_Comments_Code_Process",
                table: "Comments");

            migrationBuilder.DropIndex(
                name: "IX_Comments_SecretHash",
                table: "Comments");

            migrationBuilder.DropIndex(
                name: "IX_Amendments_SecretHash",
                table: "Amendments");

            migrationBuilder.DropColumn(
                name: "Code",
                table: "Suggestions");

            migrationBuilder.DropColumn(
                name: "SentAs",
                table: "Contributions");

            migrationBuilder.DropColumn(
                name: "Code",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "SecretHash",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "By",
                table: "Amendments");

            migrationBuilder.DropColumn(
                name: "SecretHash",
                table: "Amendments");
        }
    }
}
