using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Patto.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Files : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "Actor",
                table: "Files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Alt",
                table: "Files",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Ended",
                table: "Files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedWhy",
                table: "Files",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Height",
                table: "Files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "MediumSha256",
                table: "Files",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "Person",
                table: "Files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Process",
                table: "Files",
                type: "TEXT",
                maxLength: 80,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedBy",
                table: "Files",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SmallSha256",
                table: "Files",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Title",
                table: "Files",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Width",
                table: "Files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "FileMegabytes",
                table: "Authorities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 25);

            migrationBuilder.AddColumn<int>(
                name: "FileSpaceMegabytes",
                table: "Authorities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 5120);

            migrationBuilder.CreateIndex(
                name: "IX_Files_Authority_Process",
                table: "Files",
                columns: new[] { "Authority", "Process" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Files_Authority_Process",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Actor",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Alt",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Ended",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "EndedWhy",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Height",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "MediumSha256",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Person",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Process",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "ReplacedBy",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "SmallSha256",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Title",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "Width",
                table: "Files");

            migrationBuilder.DropColumn(
                name: "FileMegabytes",
                table: "Authorities");

            migrationBuilder.DropColumn(
                name: "FileSpaceMegabytes",
                table: "Authorities");
        }
    }
}
